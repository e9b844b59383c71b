"""Makes a notebook from a solution's text: the cells as written, everything else derived."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import jupytext
import nbformat
from nbformat import NotebookNode

from workshop.course import cell_roles, markers
from workshop.course.cell_roles import SOLUTION, Role
from workshop.course.index import Exercise, Notebook
from workshop.course.problems import Problem, Problems

METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
# Metadata on the layout of the text, which a notebook doesn't need.
_OF_JUPYTEXT = ("cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker")
_MARKER_LINE = re.compile(r"\s*# ?%%(?!\w)")  # not the commented %%writefile
_LIVE = re.compile(r"\s*[%!?]")


@dataclass(frozen=True)
class Part:
    """A cell of a text as written there, its role, and the line where it begins."""

    cell: NotebookNode
    role: cell_roles.Role
    line: int


def parts(notebook: Notebook) -> list[Part]:
    """The cells of the text, in order. Raises Problems with all problems in the text and their lines."""
    text = notebook.text.read_text(encoding="utf-8")
    cells = jupytext.reads(text, fmt="py:percent").cells
    starts = _starts(text, cells)
    given, problems = cell_roles.assign(cells, notebook)
    problems += _commands_unawares(text, cells, starts)
    if problems:
        place = notebook.text.relative_to(notebook.root).as_posix()
        raise Problems(Problem(place, starts[cell] + line, message) for cell, line, message in problems)
    return [Part(cell, role, start) for cell, role, start in zip(cells, given, starts, strict=True)]


def compose(notebook: Notebook) -> NotebookNode:
    """The notebook (format 4.5, no outputs) that the text gives, with nbgrader's metadata and derived cell ids.

    Raises Problems as `parts` does.
    """
    composed: NotebookNode = nbformat.v4.new_notebook(metadata=METADATA, nbformat_minor=5)
    composed.cells = [_cell(part.cell, part.role) for part in parts(notebook)]
    _number_repeated_ids(composed.cells)
    nbformat.validate(composed)
    return composed


def compose_all(notebooks: Iterable[Notebook]) -> list[tuple[Notebook, NotebookNode]]:
    """Each notebook with the result of `compose`. Raises Problems with the problems of all notebooks together."""
    composed, problems = [], list[Problem]()
    for notebook in notebooks:
        try:
            composed.append((notebook, compose(notebook)))
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return composed


def _cell(cell: NotebookNode, role: cell_roles.Role) -> NotebookNode:
    metadata = {key: value for key, value in cell.metadata.items() if key not in _OF_JUPYTEXT}
    id = role.grade_id
    if id:
        metadata["nbgrader"] = _nbgrader(role)
    else:
        id = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
    makers: dict[str, Callable[..., NotebookNode]] = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
    }
    return makers[cell.cell_type](cell.source, id=id, metadata=metadata)


def _nbgrader(role: cell_roles.Role) -> dict[str, Any]:
    """A cell's metadata for nbgrader, schema 3: checks are graded, solutions can be edited, the opening is locked."""
    graded = {"points": role.exercise.points} if role.kind == cell_roles.CHECK and role.exercise else {}
    return graded | {
        "schema_version": 3,
        "grade_id": role.grade_id,
        "grade": role.kind == cell_roles.CHECK,
        "solution": role.kind == cell_roles.SOLUTION,
        "locked": role.kind != cell_roles.SOLUTION,
        "task": False,
    }


def _number_repeated_ids(cells: list[NotebookNode]) -> None:
    """Give cells with the same content, or of the same exercise, the endings `-2`, `-3`, in their order."""
    seen: Counter[str] = Counter()
    for cell in cells:
        seen[cell.id] += 1
        if seen[cell.id] > 1:
            cell.id = f"{cell.id}-{seen[cell.id]}"
            if "nbgrader" in cell.metadata:
                cell.metadata.nbgrader.grade_id = cell.id


def _starts(text: str, cells: list[NotebookNode]) -> list[int]:
    """The number, from one, of each cell's first line. jupytext doesn't give it, but keeps the order of the lines."""
    lines, at, starts = text.splitlines(), 0, []
    for cell in cells:
        first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
        while at < len(lines) - 1 and (_MARKER_LINE.match(lines[at]) or first not in lines[at]):
            at += 1
        starts.append(at + 1)
        at += len(cell.source.splitlines())
    return starts


def _commands_unawares(text: str, cells: list[NotebookNode], starts: list[int]) -> Iterator[cell_roles.CellProblem]:
    """(cell, line, message) for each comment that jupytext takes for a commented shell command, such as `# copy the
    model`: jupytext would run it."""
    lines = text.splitlines()
    for nth, (cell, start) in enumerate(zip(cells, starts, strict=True)):
        if cell.cell_type != "code":
            continue
        for offset, line in enumerate(cell.source.splitlines()):
            written = lines[start - 1 + offset] if start - 1 + offset < len(lines) else line
            if line != written and not _LIVE.match(line) and not line.lstrip().startswith("#"):
                yield nth, offset, f"jupytext would run this comment as a command ({line.strip()!r}): reword it"


def solution_of(notebook: Notebook, exercise: Exercise) -> str:
    """The code of the exercise's solution regions, without stubs and markers, for a learner who asks for it."""
    mine = [part.cell.source for part in parts(notebook) if part.role == Role(SOLUTION, exercise)]
    return "\n\n".join(markers.halves(source)[0] for source in mine)
