"""What is wrong with the course, or with what was asked of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.errors import WorkshopError


class CourseError(WorkshopError):
    """Something in the course, or asked of it, that can't be as it is."""


@dataclass(frozen=True, order=True)
class Problem:
    """A fault of one of the course's files; `path` is relative to the course, `line` counts from one."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class Problems(CourseError):
    """Everything that is wrong with the course's files, found in one go and told together."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(set(problems)))
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        super().__init__("\n".join([f"{count} in the course's files:", *map(str, self.problems)]))
