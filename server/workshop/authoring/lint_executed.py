"""Finds what makes a stored solution notebook useless as a test: nbval would pass it without comparing anything."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from workshop.authoring.stored_outputs import PICTURES
from workshop.course import cell_roles
from workshop.course.index import Notebook
from workshop.paths import COURSE

_IGNORED_BY_COMMENT = re.compile(r"#\s*(NBVAL_|PYTEST_VALIDATE_)")
_WARNING = re.compile(r"\w+Warning\b|\bWARNING\b|\bERROR\b|^Traceback", re.MULTILINE)
_SOMEWHERE = r"(?<![\w.-])/(?:home|Users|root|tmp|var/folders|private|opt|usr)/|site-packages|\b[A-Za-z]:\\+\w"
_PLACES = (Path.home(), COURSE, Path(tempfile.gettempdir()), Path(sys.prefix))
_HERE = {str(place) for place in _PLACES if place.parent != place}  # a home of / is in every path
_MACHINE = re.compile("|".join([_SOMEWHERE, *map(re.escape, sorted(_HERE))]))


def defects(notebook: Notebook) -> list[str]:
    """What makes the stored notebook worthless as a test, or unfit to be shown: a sentence for each defect.

    Cells that never ran, nothing to compare, an ignored or silent check, stored warnings, errors, and paths of the
    machine that it was built on. `release(check=True)` says whether the notebook still fits its text.
    """
    stored = nbformat.read(notebook.executed, as_version=nbformat.NO_CONVERT)
    code = [cell for cell in stored.cells if cell.cell_type == "code"]
    found = [f"code cell {nth}: {what}" for nth, cell in enumerate(code, start=1) for what in _defects(cell)]
    if not any(_comparable(cell) for cell in code if not _is_check(cell)):
        found.append("no cell beside the checks has an output that nbval compares")
    return [f"{notebook.id}, {what}" for what in found]


def _defects(cell: NotebookNode) -> Iterator[str]:
    ignored = set(cell.metadata.get("tags", [])) & set(cell_roles.IGNORING)
    if cell.execution_count is None:
        yield "was never executed, so nbval compares nothing"
    if _IGNORED_BY_COMMENT.search(cell.source):
        yield f"is ignored by a comment; use a tag instead, one of {', '.join(cell_roles.IGNORING)}"
    if _is_check(cell):
        if ignored:
            yield f"is a check, and is tagged {', '.join(sorted(ignored))}"
        if not _comparable(cell):
            yield "is a check without an output to compare"
        if any(output.get("name") == "stderr" for output in cell.outputs):
            yield "is a check that writes to stderr, so nbgrader gives no points for it"
    for output in cell.outputs:
        if output.output_type == "error" and "raises-exception" not in ignored:
            yield f"has a stored error: {output.ename}"
        for text in _texts(output):
            if output.output_type == "stream" and (match := _WARNING.search(text)):
                yield f"has a stored warning: {_line(text, match)}"
            if match := _MACHINE.search(text):
                yield f"shows a path of the machine that it was built on: {_line(text, match)}"


def _is_check(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("grade", False))


def _comparable(cell: NotebookNode) -> bool:
    """Whether nbval has something to look at: any output but pictures, in a cell whose output isn't ignored."""
    if set(cell.metadata.get("tags", [])) & {"nbval-ignore-output", "nbval-skip"}:
        return False
    return any(
        output.get("text", "").strip() or output.output_type == "error" or set(output.get("data", {})) - set(PICTURES)
        for output in cell.outputs
    )


def _texts(output: NotebookNode) -> Iterator[str]:
    yield output.get("text", "")
    yield from output.get("traceback", [])
    for mime, value in output.get("data", {}).items():
        if isinstance(value, str) and mime not in PICTURES:
            yield value


def _line(text: str, match: re.Match[str]) -> str:
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    return text[start : end if end >= 0 else None].strip()[:120]
