"""Builds notebooks: executes a text on live services, and stores the notebook with its outputs beside the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from workshop.authoring import scratch_services
from workshop.authoring.stored_outputs import Sanitizer, keep_stored
from workshop.course import files
from workshop.course.index import Course, Notebook
from workshop.course.problems import CourseError
from workshop.course.text import compose_all
from workshop.kernels.execute import BuildError, run
from workshop.services import Workspace

Report = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """An executed notebook; `changed` says whether its stored file has changed."""

    notebook: Notebook
    executed: NotebookNode
    changed: bool


def build_notebooks(
    course: Course, id: str | None = None, *, data: Path | None = None, save: bool = True, report: Report = print
) -> list[Built]:
    """Execute the solution of the notebook `id` (None: of all), and store the executed notebook; a second build changes
    no byte. `data` is another whole series to read: then nothing may be stored. Progress goes to `report`.

    Raises Problems for a text that isn't sound, before anything runs, and BuildError for cells that fail.
    """
    if data and save:
        raise CourseError("Notebooks executed on another data file must not be stored: add --no-save.")
    if data and not data.is_file():
        raise CourseError(f"No data file at {data}. `workshop data --whole FILE` writes one.")
    composed = compose_all(course.chosen(id))
    sanitizer = Sanitizer(course.folder / "solutions" / "sanitize.cfg")
    built, failures = [], []
    with scratch_services.started(report, data) as scratch:
        for notebook, fresh in composed:
            try:
                executed = execute(course, scratch, notebook, fresh, report)
            except BuildError as failure:
                report(f"{notebook.id}: failed")
                failures.append(str(failure))
            else:
                built.append(Built(notebook, executed, save and _store(notebook, executed, sanitizer)))
                report(_outcome(built[-1], save))
    if failures:
        raise BuildError("\n\n".join(failures))
    return built


def execute(
    course: Course, scratch: Workspace, notebook: Notebook, composed: NotebookNode, report: Report
) -> NotebookNode:
    """`composed` with the outputs of a run in a workspace of its own, on the scratch services."""

    def begun(number: int, total: int, source: str) -> None:
        report(f"{notebook.id}  cell {number} of {total}: {source.strip().partition(chr(10))[0]:.60}")

    workspace = scratch_services.for_notebook(course, scratch, notebook)
    remedy = f"Nothing of {notebook.id} was stored. Mend the text, then: workshop build {notebook.id}"
    return run(notebook, composed, begun, remedy, scratch_services.for_kernels(workspace, course))


def _store(notebook: Notebook, executed: NotebookNode, sanitizer: Sanitizer) -> bool:
    """Write the executed notebook, with its old outputs where they are still right; says whether a byte changed."""
    try:
        stored = nbformat.read(notebook.executed, as_version=4)
    except (FileNotFoundError, nbformat.reader.NotJSONError, nbformat.ValidationError):
        stored = None
    keep_stored(executed, stored, sanitizer)
    return files.write(notebook.executed, files.dump(executed))


def _outcome(built: Built, save: bool) -> str:
    place = built.notebook.executed.relative_to(built.notebook.root).as_posix()
    if not save:
        return f"{built.notebook.id}: runs; not stored"
    return f"{built.notebook.id}: {place} {'is new' if built.changed else 'is as it was'}"
