"""What must be done before a chapter, and which notebooks are still missing."""

from __future__ import annotations

from collections.abc import Iterable

from workshop.course.index import Course, Notebook
from workshop.course.index_file import CORE
from workshop.progress.store import Progress


def before_chapter(course: Course, number: str) -> list[Notebook]:
    """The notebooks of earlier chapters that somebody lacks who joins at that chapter: the core ones, all that these
    build on, and all that the chapter's own notebooks build on."""
    earlier = [notebook for notebook in course.notebooks if int(notebook.chapter) < int(number)]
    core = {notebook.id for notebook in earlier if notebook.route == CORE}
    building = [notebook for notebook in course.notebooks if notebook.id in core or notebook.chapter == number]
    wanted = core | {needed.id for notebook in building for needed in course.needed(notebook)}
    return [notebook for notebook in earlier if notebook.id in wanted]


def unmet(notebooks: Iterable[Notebook], progress: Progress) -> list[Notebook]:
    """The `notebooks` that have an exercise that is neither passed nor caught up on."""
    return [n for n in notebooks if not all(progress.met(exercise.id) for exercise in n.exercises)]
