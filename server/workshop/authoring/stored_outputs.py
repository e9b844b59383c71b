"""The outputs of a built notebook: which of them nbval compares, and which old ones are still right."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from types import SimpleNamespace

from nbformat import NotebookNode
from nbval.plugin import IPyNbCell, coalesce_streams, get_sanitize_patterns

PICTURES = ("image/png", "image/jpeg")
# What nbval doesn't compare. nbval makes this list for each notebook, and other code can't get at it.
_NOT_COMPARED = (
    "metadata", "traceback", "prompt_number", "output_type", "name", "execution_count",
    "application/vnd.jupyter.widget-view+json", *PICTURES,
)  # fmt: skip


class Sanitizer:
    """The replacements of a sanitize.cfg, applied as nbval applies them."""

    def __init__(self, file: Path):
        self.patterns = dict(get_sanitize_patterns(file.read_text(encoding="utf-8")))

    def __call__(self, value: object) -> object:
        """`value` with ids, addresses, times and durations replaced; a value that isn't text comes back unchanged."""
        if isinstance(value, str):
            for pattern, replacement in self.patterns.items():
                value = re.sub(pattern, replacement, value)
        return value

    def equal(self, new: list[NotebookNode], stored: list[NotebookNode]) -> bool:
        """Whether nbval would pass the outputs `new` of a cell against `stored`."""
        # nbval's comparison is a method of its test item, which can't be made outside a session of pytest.
        item = SimpleNamespace(
            config=None, colors=SimpleNamespace(OKBLUE="", FAIL="", ENDC=""), sanitize=self,
            parent=SimpleNamespace(skip_compare=_NOT_COMPARED), format_output_compare=lambda *_: None,
        )  # fmt: skip
        new, stored = (coalesce_streams(copy.deepcopy(outputs)) for outputs in (new, stored))
        return bool(IPyNbCell.compare_outputs(item, new, stored))


def keep_stored(built: NotebookNode, stored: NotebookNode | None, sanitizer: Sanitizer) -> None:
    """Give the cells of `built` the outputs of `stored` where nbval finds no difference in source and outputs.

    nbval doesn't compare pictures. So old pictures are kept only if nothing else in the notebook has changed: readers
    would believe an old curve beside new numbers.
    """
    before = {cell.id: cell for cell in stored.cells if cell.cell_type == "code"} if stored else {}
    code = [cell for cell in built.cells if cell.cell_type == "code"]
    holds = {
        cell.id: cell.id in before
        and before[cell.id].source == cell.source
        and sanitizer.equal(cell.outputs, before[cell.id].outputs)
        for cell in code
    }
    unchanged = all(holds.values()) and len(before) == len(code)
    for cell in code:
        if holds[cell.id] and (unchanged or not _has_picture(cell)):
            cell.outputs = before[cell.id].outputs
            _renumber(cell)


def _has_picture(cell: NotebookNode) -> bool:
    return any(mime in output.get("data", {}) for output in cell.outputs for mime in PICTURES)


def _renumber(cell: NotebookNode) -> None:
    """Number the outputs as their cell: a new cell above changes the numbers of all cells below."""
    for output in cell.outputs:
        if output.output_type == "execute_result":
            output.execution_count = cell.execution_count
