"""The notebooks that a notebook builds on, and which of them are still missing."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.course.index import Course, Notebook
from workshop.progress.store import Progress


def needed(course: Course, notebook: Notebook) -> list[Notebook]:
    """The notebooks that `notebook` builds on, directly or through others, in the order of the course."""
    every = {other.id: other for other in course.notebooks}
    found: set[str] = set()
    open_ends = [notebook]
    while open_ends:
        direct = {_notebook_of(need, every) for need in open_ends.pop().needs} - found
        found |= direct
        open_ends += [every[id] for id in direct]
    return [other for id, other in every.items() if id in found]


def _notebook_of(need: str, every: dict[str, Notebook]) -> str:
    """A need names a notebook, or an exercise in one."""
    return need if need in every else need.rpartition(".")[0]


def before_chapter(course: Course, number: str) -> list[Notebook]:
    """The core notebooks of all chapters before that one: a person who joins there has not done them."""
    return [n for n in course.notebooks if n.route == "core" and int(n.chapter) < int(number)]


def unmet(notebooks: Iterable[Notebook], progress: Progress) -> list[Notebook]:
    """The `notebooks` that have an exercise that is neither passed nor caught up on."""
    return [n for n in notebooks if not all(progress.met(exercise.id) for exercise in n.exercises)]
