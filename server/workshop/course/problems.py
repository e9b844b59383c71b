"""The errors of the course's files, and of commands that ask for something it doesn't have."""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.errors import WorkshopError


class CourseError(WorkshopError):
    """Something is wrong in the course's files, or a command asks for something that the course doesn't have."""


@dataclass(frozen=True, order=True)
class Problem:
    """A problem in one of the course's files; `path` is relative to the course, `line` counts from one."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Problems(CourseError):
    """All problems in the course's files, reported together."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"{count} in the course's files:", *map(str, self.problems)]))
