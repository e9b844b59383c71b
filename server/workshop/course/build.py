"""Building a notebook: its text is executed against live services, and its outputs are stored beside it."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import CoalesceStreamsPreprocessor
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import strip_color
from papermill.iorw import load_notebook_node

from workshop.course import files, ipynb, stage
from workshop.course.errors import CourseError
from workshop.course.index import Notebook, chosen
from workshop.course.kernel import QUIET, OwnKernel
from workshop.course.outputs import Sanitizer, keep_stored
from workshop.course.text import compose_all
from workshop.paths import COURSE

CELL_SECONDS = 600
SHOWN = 2000  # characters of a failing cell's output
Report = Callable[[str], None]


class BuildError(CourseError):
    """Notebooks whose solution doesn't run; what was built before them is stored, they are not."""


@dataclass(frozen=True)
class Built:
    """A notebook as executed; `changed` says whether its stored file is another one now."""

    notebook: Notebook
    executed: NotebookNode
    changed: bool


def build(
    id: str | None = None, *, data: Path | None = None, save: bool = True, course: Path = COURSE, report: Report = print
) -> list[Built]:
    """Execute the solution of the notebook `id` (all without one), and store what it gives; a second run changes
    no byte. `data` is another whole series to read, and can't be stored. Progress goes to `report`.

    Raises Problems for faults of a text, before anything runs, and BuildError for cells that fail.
    """
    if data and save:
        raise CourseError("What another data file gives is not to be stored: add --no-save.")
    if data and not data.is_file():
        raise CourseError(f"No data file at {data}. `workshop data --whole FILE` writes one.")
    composed = compose_all(chosen(id, course))
    sanitizer = Sanitizer(course / "solutions" / "sanitize.cfg")
    built, failures = [], []
    with stage.open_stage(report, data):
        for notebook, fresh in composed:
            try:
                executed = execute(notebook, fresh, report)
            except BuildError as failure:
                report(f"{notebook.id}: failed")
                failures.append(str(failure))
            else:
                built.append(Built(notebook, executed, save and _store(notebook, executed, sanitizer)))
                report(_outcome(built[-1], save))
    if failures:
        raise BuildError("\n\n".join(failures))
    return built


def execute(notebook: Notebook, composed: NotebookNode, report: Report) -> NotebookNode:
    """`composed` with the outputs of a run on the services that this process's environment leads to.

    From what papermill gives back only the outputs are taken, so nothing of what it stamps can get in. BuildError
    names notebook, cell and cause when a cell fails that isn't tagged for it.
    """
    stage.enter(f"{notebook.folder}/{notebook.name}")
    executed, progress = load_notebook_node(composed), _Progress(notebook, composed, report)
    try:
        papermill_engines.execute_notebook_with_engine(
            None, executed, kernel_name="python3", progress_bar=False, execution_timeout=CELL_SECONDS,
            kernel_manager_class=OwnKernel, resources={"metadata": {"path": str(notebook.text.parent)}},
            extra_arguments=QUIET, on_cell_execute=progress.begin,
        )  # fmt: skip
    except CellTimeoutError as error:
        raise progress.failure(f"ran longer than {CELL_SECONDS} s") from error
    except DeadKernelError as error:
        raise progress.failure("killed its kernel") from error
    progress.raise_for_errors(executed)
    return _with_outputs(composed, executed)


class _Progress:
    """Where a run is, told as it goes, and named when it fails."""

    def __init__(self, notebook: Notebook, composed: NotebookNode, report: Report):
        self.notebook, self.report = notebook, report
        self.code = [nth for nth, cell in enumerate(composed.cells) if cell.cell_type == "code"]
        self.cell = None

    def begin(self, cell: NotebookNode, cell_index: int) -> None:
        self.cell, self.number = cell, self.code.index(cell_index) + 1
        first = cell.source.strip().partition("\n")[0]
        self.report(f"{self.notebook.id}  cell {self.number} of {len(self.code)}: {first:.60}")

    def raise_for_errors(self, executed: NotebookNode) -> None:
        """BuildError for a cell that ended in an error without being tagged for one; it's the last that ran."""
        for output in self.cell.outputs if self.cell else ():
            if output.output_type == "error" and "raises-exception" not in self.cell.metadata.get("tags", []):
                raise self.failure(f"raised {output.ename}: {output.evalue}", "\n".join(output.traceback))

    def failure(self, what: str, traceback: str = "") -> BuildError:
        shown = "".join(_text(output) for output in self.cell.outputs)[-SHOWN:]
        place = self.notebook.text.relative_to(self.notebook.course).as_posix()
        details = "\n".join(part for part in (self.cell.source, shown, strip_color(traceback)) if part.strip())
        return BuildError(
            f"{self.notebook.id} ({place}), code cell {self.number} of {len(self.code)}, {what}\n"
            f"{textwrap.indent(details, '    ')}\n"
            f"Nothing of {self.notebook.id} was stored. Mend the text, then: workshop build {self.notebook.id}"
        )


def _text(output: NotebookNode) -> str:
    return output.get("text") or output.get("data", {}).get("text/plain", "")


def _with_outputs(composed: NotebookNode, executed: NotebookNode) -> NotebookNode:
    """A copy of `composed` with the outputs and execution counts of `executed`; pieces of a stream are joined, which
    come apart differently each time."""
    result = copy.deepcopy(composed)
    for cell, ran in zip(result.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
    return CoalesceStreamsPreprocessor().preprocess(result, {})[0]


def _store(notebook: Notebook, executed: NotebookNode, sanitizer: Sanitizer) -> bool:
    """Write the executed notebook, with the stored outputs where they still hold; says whether a byte changed."""
    try:
        stored = nbformat.read(notebook.executed, as_version=4)
    except (FileNotFoundError, nbformat.reader.NotJSONError, nbformat.ValidationError):
        stored = None
    keep_stored(executed, stored, sanitizer)
    return files.write(notebook.executed, ipynb.dump(executed))


def _outcome(built: Built, save: bool) -> str:
    place = built.notebook.executed.relative_to(built.notebook.course).as_posix()
    if not save:
        return f"{built.notebook.id}: runs; not stored"
    return f"{built.notebook.id}: {place} {'is new' if built.changed else 'is as it was'}"
