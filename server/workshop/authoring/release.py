"""Releases the learners' files: derives them from the executed solutions and from the files beside them."""

from __future__ import annotations

import copy
from pathlib import Path

import nbformat
from nbconvert.preprocessors import TagRemovePreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)

from workshop.course import cell_roles, extra_files, files, index, markers
from workshop.course.index import Course, Notebook
from workshop.course.problems import CourseError
from workshop.course.text import compose_all


class ClearRegions(ClearSolutions):  # type: ignore[misc]  # nbgrader says nothing of its types
    """Like nbgrader's ClearSolutions, but each region is replaced by its own stub, not by the same text everywhere."""

    def _replace_solution_region(self, cell: NotebookNode, language: str) -> bool:
        if cell.cell_type != "code" or not markers.marked(cell.source):
            return False
        cell.source = markers.clear(cell.source)
        return True


PREPROCESSORS = (
    TagRemovePreprocessor(remove_cell_tags={cell_roles.INSTRUCTOR}),
    LockCells(),
    ClearRegions(),
    ClearOutput(),
    ClearHiddenTests(),
    ClearMarkScheme(),
    CheckCellMetadata(),
    ComputeChecksums(),
)


def release_course(course: Course, id: str | None = None, *, check: bool = False) -> list[str]:
    """Write the learner's files: of the notebook `id` and the files beside its text, or of the whole course.

    Returns a sentence for each changed file. With `check` nothing is written; returns a sentence for each file that
    would change, and for each released file that has no source any more. Raises Problems for a text that isn't sound,
    and CourseError for an executed notebook that doesn't fit its text.
    """
    chosen = course.chosen(id)
    folders = {notebook.folder for notebook in chosen} if id else set(extra_files.chapters(course.folder))
    stale = _not_built(chosen)
    if stale and not check:
        raise CourseError("\n".join(stale.values()))
    targets = {notebook.learner: learner_notebook(notebook) for notebook in chosen if notebook not in stale}
    targets |= extra_files.targets(course, folders)
    changed = [path for path, content in targets.items() if not path.exists() or path.read_bytes() != content]
    if check:
        behind = [f"{_place(path, course.folder)} is not what its source gives: workshop release" for path in changed]
        return [*stale.values(), *behind, *([] if id else _without_source(course))]
    for path in changed:
        files.write(path, targets[path])
    return [f"{_place(path, course.folder)} released" for path in changed]


def learner_notebook(notebook: Notebook) -> bytes:
    """The content of the learner's notebook file."""
    released = nbformat.read(notebook.executed, as_version=nbformat.NO_CONVERT)
    for preprocessor in PREPROCESSORS:
        released, _ = preprocessor.preprocess(released, {})
    return files.dump(released)


def _place(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _not_built(chosen: list[Notebook]) -> dict[Notebook, str]:
    """The notebooks whose executed file doesn't fit their text: for each the reason, and the command that mends it."""
    stale = {}
    for notebook, composed in compose_all(chosen):
        try:
            executed = nbformat.read(notebook.executed, as_version=nbformat.NO_CONVERT)
            why = "" if _without_outputs(executed) == _without_outputs(composed) else "is not what its text gives"
        except FileNotFoundError:
            why = "is not there yet"
        except nbformat.reader.NotJSONError:
            why = "is not a notebook"
        if why:
            stale[notebook] = f"{_place(notebook.executed, notebook.root)} {why}: workshop build {notebook.id}"
    return stale


def _without_outputs(notebook: NotebookNode) -> NotebookNode:
    bare = copy.deepcopy(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return bare


def _without_source(course: Course) -> list[str]:
    """A sentence for each graded notebook in the learners' chapters that has no solution any more."""
    expected = {notebook.learner for notebook in course.notebooks}
    return [
        f"{_place(path, course.folder)} has no source in solutions: delete it"
        for path in sorted(course.folder.glob(f"{index.CHAPTERS}/*.ipynb"))
        if path not in expected and extra_files.is_graded(path)
    ]
