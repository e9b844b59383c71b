"""Puts a notebook, or one of its exercises, back as it was released, without losing what the learner wrote."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from workshop.course import cell_roles, files
from workshop.course.index import Course, Exercise, Notebook
from workshop.course.problems import CourseError


def reset_notebook(course: Course, id: str, work: Path, now: datetime | None = None) -> Path | None:
    """Put the notebook "2.1", or the exercise "2.1.3", in the learner's folder `work` back as it was released.

    Returns the copy that is kept beside it, named by date and time; None where nothing had been changed. Raises
    CourseError for an unknown id, and where an exercise can't be found in the learner's notebook.
    """
    exercise = course.exercise(id) if id.count(".") > 1 else None
    notebook = course.notebook(exercise.notebook if exercise else id)
    if not notebook.learner.exists():
        raise CourseError(f"{notebook.learner} is not released yet: workshop release {notebook.id}")
    mine = notebook.within(work)
    content = _with_exercise_reset(notebook, exercise, mine) if exercise else notebook.learner.read_bytes()
    if mine.exists() and mine.read_bytes() == content:
        return None
    kept = _keep(mine, now or datetime.now()) if mine.exists() else None
    files.write(mine, content)
    return kept


def _keep(path: Path, now: datetime) -> Path:
    """Copy the file into the same folder, under a new name with the date and time."""
    stem = f"{path.stem} {now:%Y-%m-%d %H%M}"
    for nth in range(1, 1000):
        kept = path.with_name(f"{stem}{f' ({nth})' if nth > 1 else ''}{path.suffix}")
        try:
            with kept.open("xb") as target, path.open("rb") as source:
                shutil.copyfileobj(source, target)
            return kept
        except FileExistsError:
            continue
    raise CourseError(f"There are a thousand copies of {path.name} from this minute: delete some of them.")


def _with_exercise_reset(notebook: Notebook, exercise: Exercise, mine: Path) -> bytes:
    """The learner's notebook with the cells of that exercise as released, and all other cells as they are."""
    again = f"`workshop reset {notebook.id}` puts the whole notebook back, and keeps a copy."
    if not mine.exists():
        raise CourseError(f"{mine} is not there. {again}")
    try:
        edited = nbformat.read(mine, as_version=4)
        cells = list(edited.cells)
    except (ValueError, KeyError, AttributeError, TypeError, nbformat.ValidationError):
        raise CourseError(f"{mine} is no longer a notebook that can be read. {again}") from None
    released = nbformat.read(notebook.learner, as_version=nbformat.NO_CONVERT)
    fresh = [cell for cell in released.cells if _belongs(cell, exercise)]
    if not any(_belongs(cell, exercise) for cell in cells):
        raise CourseError(f"{mine} has no cell of exercise {exercise.id} left. {again}")
    edited.cells = _put_back(cells, fresh)
    return files.dump(edited)


def _put_back(cells: list[NotebookNode], fresh: list[NotebookNode]) -> list[NotebookNode]:
    """`cells`, in which each of the `fresh` cells replaces the cell with its id. The learner's copies of cells are
    dropped, because nbgrader can't handle them; a deleted cell comes back after the one before it."""
    at = {_grade_id(cell): nth for nth, cell in reversed(list(enumerate(cells)))}
    ids = [_grade_id(cell) for cell in fresh]
    kept: list[tuple[float, int, NotebookNode]] = [
        (nth, 0, cell) for nth, cell in enumerate(cells) if _grade_id(cell) not in ids
    ]
    last = min(at[id] for id in ids if id in at) - 0.5
    for order, (id, cell) in enumerate(zip(ids, fresh, strict=True)):
        last = at.get(id, last)
        kept.append((last, order + 1, cell))
    return [cell for *_, cell in sorted(kept, key=lambda placed: placed[:2])]


def _belongs(cell: NotebookNode, exercise: Exercise) -> bool:
    """Whether a cell is the check or a solution cell of the exercise, or a learner's copy of such a cell."""
    solution = re.escape(cell_roles.solution_id(exercise))
    return bool(re.fullmatch(rf"{cell_roles.check_id(exercise)}|{solution}(-\d+)?", _grade_id(cell)))


def _grade_id(cell: NotebookNode) -> str:
    id: str = cell.metadata.get("nbgrader", {}).get("grade_id", "")
    return id
