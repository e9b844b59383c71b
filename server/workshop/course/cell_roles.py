"""What each cell of a text is for: the opening, an exercise's solution, its check, a note for the instructor."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from workshop.course import markers
from workshop.course.index import Exercise, Notebook

PLAIN, OPENING, SOLUTION, CHECK, INSTRUCTOR = "plain", "opening", "solution", "check", "instructor"
IGNORING = ("nbval-ignore-output", "nbval-skip", "raises-exception")
TAGS = (OPENING, INSTRUCTOR, *IGNORING)
_CHECK = re.compile(r"""check\((["'])(?P<id>[\d.]+)\1\)""")
CellProblem = tuple[int, int, str]


@dataclass(frozen=True)
class Role:
    """What a cell is for; solutions and checks have an `exercise`."""

    kind: str
    exercise: Exercise | None = None

    @property
    def grade_id(self) -> str | None:
        """The cell's id for nbgrader; None where the cell has no part in grading."""
        if self.kind == OPENING:
            return OPENING
        makers = {CHECK: check_id, SOLUTION: solution_id}
        return makers[self.kind](self.exercise) if self.kind in makers and self.exercise else None


def check_id(exercise: Exercise) -> str:
    """The id of the exercise's graded cell, in nbgrader and in the notebook; nbgrader allows no dots."""
    return f"ex-{exercise.id.replace('.', '_')}"


def solution_id(exercise: Exercise) -> str:
    """The nbgrader id of the exercise's solution cell; a second one has `-2` after it."""
    return f"solution-{exercise.id.replace('.', '_')}"


def assign(cells: list[NotebookNode], notebook: Notebook) -> tuple[list[Role], list[CellProblem]]:
    """The role of each cell, and the problems: (number of the cell, line within it, both from zero, message)."""
    kinds = [_kind(cell) for cell in cells]
    problems = [(nth, line, message) for nth, cell in enumerate(cells) for line, message in _problems(cell, kinds[nth])]
    problems += _problems_of_opening(cells, kinds)
    owners, more = _owners(cells, kinds, notebook)
    return [Role(kind, owners.get(nth)) for nth, kind in enumerate(kinds)], problems + more


def _kind(cell: NotebookNode) -> str:
    tags = cell.metadata.get("tags", [])
    if INSTRUCTOR in tags or OPENING in tags:
        return INSTRUCTOR if INSTRUCTOR in tags else OPENING
    if cell.cell_type == "code" and markers.marked(cell.source):
        return SOLUTION
    if cell.cell_type == "code" and _CHECK.fullmatch(cell.source.strip()):
        return CHECK
    return PLAIN


def _problems(cell: NotebookNode, kind: str) -> Iterator[tuple[int, str]]:
    """(line, message) for what is wrong with a cell by itself."""
    if cell.cell_type == "raw":
        yield 0, "a raw cell: write markdown or code"
    if "title" in cell.metadata:
        yield 0, f'text after the %% ({cell.metadata["title"]!r}): tags are written tags=["instructor"]'
    for tag in cell.metadata.get("tags", []):
        if tag not in TAGS:
            yield 0, f"unknown tag {tag!r}; there are {', '.join(TAGS)}"
    if kind != SOLUTION and markers.marked(cell.source):
        yield 0, "put a solution region into a code cell without the tags opening or instructor"
    if cell.cell_type == "code":
        yield from _problems_of_code(cell.source, kind)


def _problems_of_code(source: str, kind: str) -> Iterator[tuple[int, str]]:
    try:
        forms = {"": source, "the learner's stub: ": markers.clear(source)} if kind == SOLUTION else {"": source}
    except markers.MarkerError as error:
        yield from ((line - 1, message) for line, message in error.problems)
        return
    for form, code in forms.items():
        try:
            tree = compile(_python(code), "cell", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        except SyntaxError as error:
            yield (error.lineno or 1) - 1 if not form else 0, f"{form}not valid Python: {error.msg}"
            return
        if kind != CHECK:
            yield from (
                (0, 'a check cell holds that one call and nothing else: check("2.1.3")')
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check"
            )


def _python(code: str) -> str:
    """The code with `!commands` and `%magics` turned into calls, as IPython runs it."""
    return TransformerManager().transform_cell(code)


def _problems_of_opening(cells: list[NotebookNode], kinds: list[str]) -> list[CellProblem]:
    code = [nth for nth, cell in enumerate(cells) if cell.cell_type == "code"]
    if not code or kinds[code[0]] != OPENING:
        return [(code[0] if code else 0, 0, 'the first code cell must be the opening: # %% tags=["opening"]')]
    return [
        (nth, 0, "a second opening: only the first code cell is tagged so")
        for nth, kind in enumerate(kinds)
        if kind == OPENING and nth != code[0]
    ]


def _owners(
    cells: list[NotebookNode], kinds: list[str], notebook: Notebook
) -> tuple[dict[int, Exercise | None], list[CellProblem]]:
    """The exercise of each check and solution cell: a solution belongs to the check that comes next."""
    exercises = {exercise.id: exercise for exercise in notebook.exercises}
    owners: dict[int, Exercise | None] = {}
    problems, pending, met = list[CellProblem](), list[int](), list[str]()
    for nth, kind in enumerate(kinds):
        if kind == SOLUTION:
            pending.append(nth)
        call = _CHECK.fullmatch(cells[nth].source.strip()) if kind == CHECK else None
        if not call:
            continue
        id = call["id"]
        problems += [(nth, 0, message) for message in _problems_of_check(id, exercises, met, pending, notebook)]
        owners |= dict.fromkeys([*pending, nth], exercises.get(id))
        met.append(id)
        pending = []
    problems += [(nth, 0, "no check after this solution: it belongs to no exercise") for nth in pending]
    problems += [
        (len(cells) - 1, 0, f'no check("{id}") in this text, but {notebook.index.name} has exercise {id}: add the cell')
        for id in exercises
        if id not in met
    ]
    return owners, problems


def _problems_of_check(
    id: str, exercises: dict[str, Exercise], met: list[str], pending: list[int], notebook: Notebook
) -> Iterator[str]:
    if id not in exercises:
        there_are = ", ".join(exercises) or "none"
        yield f"{notebook.index.name} has no exercise {id}; there are {there_are}"
        return
    if id in met:
        yield f"a second check of {id}: an exercise has one"
    elif any(list(exercises).index(other) > list(exercises).index(id) for other in met if other in exercises):
        yield f"{id} comes after a later exercise: keep the order of {notebook.index.name}"
    if not pending:
        yield f"exercise {id} has no solution region between the check before it and its own"
