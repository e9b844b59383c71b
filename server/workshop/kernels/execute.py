"""Executes a solution: its cells run in a kernel of their own, on the services that the environment names."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Callable

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import CoalesceStreamsPreprocessor
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import strip_color
from papermill.iorw import load_notebook_node

from workshop.course.index import Notebook
from workshop.course.problems import CourseError
from workshop.kernels.this_python import QUIET, own_kernel

CELL_SECONDS = 600
SHOWN = 2000  # characters of a failing cell's output
Begun = Callable[[int, int, str], None]


class BuildError(CourseError):
    """A notebook's solution doesn't run. It isn't stored; the notebooks that were built before it are stored."""


def run(
    notebook: Notebook, composed: NotebookNode, begun: Begun, remedy: str, environment: dict[str, str]
) -> NotebookNode:
    """Run `composed` in a kernel with that `environment`; returns it with the run's outputs.

    `begun` is called for each code cell, with its number, the number of all code cells, and its source. Only the
    outputs are taken from papermill's result, not the metadata that papermill adds. Raises BuildError when a cell
    fails and has no tag that allows it; the text names notebook, cell and cause, and ends with the `remedy`.
    """
    executed, place = load_notebook_node(composed), _Place(notebook, composed, begun, remedy)
    try:
        papermill_engines.execute_notebook_with_engine(
            None, executed, kernel_name="python3", progress_bar=False, execution_timeout=CELL_SECONDS,
            kernel_manager_class=own_kernel(environment),
            resources={"metadata": {"path": str(notebook.text.parent)}},
            extra_arguments=QUIET, on_cell_execute=place.begin,
            # "graceful" would interrupt the kernel first, and one still busy after its last cell would write to stderr.
            shutdown_kernel="immediate",
        )  # fmt: skip
    except CellTimeoutError as error:
        raise place.failure(f"ran longer than {CELL_SECONDS} s") from error
    except DeadKernelError as error:
        raise place.failure("killed its kernel") from error
    place.raise_for_errors(executed)
    return _with_outputs(composed, executed)


class _Place:
    """The cell of a run that is being executed: reports its start, and names it in the error if it fails."""

    def __init__(self, notebook: Notebook, composed: NotebookNode, begun: Begun, remedy: str):
        self.notebook, self.begun, self.remedy = notebook, begun, remedy
        self.code = [nth for nth, cell in enumerate(composed.cells) if cell.cell_type == "code"]
        self.cell: NotebookNode | None = None
        self.number = 0

    def begin(self, cell: NotebookNode, cell_index: int) -> None:
        self.cell, self.number = cell, self.code.index(cell_index) + 1
        self.begun(self.number, len(self.code), cell.source)

    def raise_for_errors(self, executed: NotebookNode) -> None:
        """Raises BuildError if the last cell that ran ended in an error and isn't tagged for one."""
        if self.cell is None:
            return
        for output in self.cell.outputs:
            if output.output_type == "error" and "raises-exception" not in self.cell.metadata.get("tags", []):
                raise self.failure(f"raised {output.ename}: {output.evalue}", "\n".join(output.traceback))

    def failure(self, what: str, traceback: str = "") -> BuildError:
        outputs, source = (self.cell.outputs, self.cell.source) if self.cell else ([], "")
        shown = "".join(map(_text, outputs))[-SHOWN:]
        where = f"code cell {self.number} of {len(self.code)}" if self.cell else "before its first cell"
        place = self.notebook.text.relative_to(self.notebook.root).as_posix()
        details = "\n".join(part for part in (source, shown, strip_color(traceback)) if part.strip())
        return BuildError(
            f"{self.notebook.id} ({place}), {where}, {what}\n{textwrap.indent(details, '    ')}\n{self.remedy}"
        )


def _text(output: NotebookNode) -> str:
    text: str = output.get("text") or output.get("data", {}).get("text/plain", "")
    return text


def _with_outputs(composed: NotebookNode, executed: NotebookNode) -> NotebookNode:
    """A copy of `composed` with the outputs and execution counts of `executed`.

    Pieces of a stream are joined, because each run splits it differently.
    """
    result = copy.deepcopy(composed)
    for cell, ran in zip(result.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
    joined: NotebookNode = CoalesceStreamsPreprocessor().preprocess(result, {})[0]
    return joined
