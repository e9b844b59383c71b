"""A solution notebook on its way through a real kernel, which can be put back to where it was before an answer."""

import ast
import json
import re
import sys
import time
from collections import Counter
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager
from kernels import Kernel, is_warm

from workshop.authoring import scratch_services
from workshop.authoring.scratch_state import State
from workshop.course import cell_roles, index, markers
from workshop.course.text import compose
from workshop.environment import FORK_SERVER, setting
from workshop.services import Workspace

COURSE = index.read()
SUPPORT = Path(__file__).parent
NEXT_CELL = "# the next cell:"  # in an answer to an exercise with several solution cells


@cache
def cells(notebook: index.Notebook) -> list[tuple[str, str | None, str]]:
    """The code cells of a notebook's text, as (role, exercise id or None, source)."""
    composed = [cell for cell in compose(notebook).cells if cell.cell_type == "code"]
    given, problems = cell_roles.assign(composed, notebook)
    assert not problems
    return [
        (role.kind, role.exercise and role.exercise.id, cell.source) for role, cell in zip(given, composed, strict=True)
    ]


@cache
def built_on(notebook: index.Notebook) -> set[str]:
    """The exercises from whose solutions a later cell takes a name."""
    made, found = {}, set()
    for kind, owner, source in cells(notebook):
        names = [
            node
            for node in ast.walk(ast.parse(TransformerManager().transform_cell(source)))
            if isinstance(node, ast.Name)
        ]
        for name in names:
            if isinstance(name.ctx, ast.Load):
                found |= made.get(name.id, set()) - {owner}
        if kind == cell_roles.SOLUTION:
            for name in names:
                if isinstance(name.ctx, ast.Store):
                    made.setdefault(name.id, set()).add(owner)
    return found


def handed_in(notebook: index.Notebook) -> list[str]:
    """The exercises that take an answer."""
    text = notebook.text.read_text(encoding="utf-8")
    return [exercise.id for exercise in notebook.exercises if f'answer("{exercise.id}"' in text]


def answered(source: str, code: str | None) -> str:
    """A solution cell with the answer in it; None is the solution itself, "" the stub."""
    if code is None:
        return source
    if not code:
        return markers.clear(source)
    before, _, rest = source.partition(markers.BEGIN)
    return before + code + rest.partition(markers.END)[2]


def divided(code: str | None, cells: int) -> list[str | None]:
    """An answer as one piece for each of an exercise's solution cells: a line NEXT_CELL divides them. A piece that says
    nothing, or isn't there, is the solution itself; of an answer to one cell there is one piece."""
    if not code or cells == 1:
        return [code] * cells
    pieces = [
        f"{piece}\n" if re.search(r"^\s*[^\s#]", piece, re.MULTILINE) else None
        for piece in code.split(f"{NEXT_CELL}\n")
    ]
    assert len(pieces) <= cells, f"an answer of {len(pieces)} pieces to an exercise of {cells} cells"
    return [*pieces, *[None] * (cells - len(pieces))]


def quick_kernel(notebook: index.Notebook, environment: dict[str, str], forests: Path) -> Kernel:
    """A kernel for a notebook's solution: what its cells start is forked, and no forest is grown twice. `forests` is
    the folder in which they are kept."""
    kernel = Kernel(notebook.text.parent, environment)
    assert is_warm(kernel) or sys.platform != "linux", "the kernel started cold, which takes seconds"
    for source in (
        f"import sys; sys.path.append({str(SUPPORT)!r}); import children as _children, fitted as _fitted",
        f"_fitted.remember({str(forests)!r})",
        f"_children.fork_kernels({setting(FORK_SERVER)!r}, {environment!r}); _children.fork_scripts()",
    ):
        _, error = kernel.run(source)
        assert not error, error
    return kernel


class Times(Counter):
    """Seconds by what they went into: "starting", "walking", "saving", "cells", "check", "restoring", "once more"."""

    @contextmanager
    def spent_on(self, what: str):
        began = time.monotonic()
        try:
            yield
        finally:
            self[what] += time.monotonic() - began


class Walk:
    """A notebook executed with its solutions up to some exercise, in a workspace that is its own.

    It has the scratch services to itself: tracking database, artifacts and the learner's folder are put back
    after each answer.
    """

    def __init__(self, notebook: index.Notebook, services: Workspace, scratch: Path, snapshots: Path | None = None):
        """`snapshots` is the folder of what catching up brought, for all walks of a run of the tests."""
        self.notebook, self.services, self.scratch, self.snapshots = notebook, services, scratch, snapshots
        self.cells, self.times = cells(notebook), Times()
        self.started, self.kernel = 0, None

    def begin(self) -> None:
        """Go to the start, in a new kernel and a new workspace that holds what the notebook needs."""
        self.stop()
        self.started += 1
        with self.times.spent_on("starting"):
            self.workspace = scratch_services.for_notebook(
                COURSE, self.services, self.notebook, self.snapshots, self.started
            )
            self.state, self.kept = State(self.workspace, self.scratch / "state"), False
            self.position = 0
            self._new_kernel()

    def to(self, exercise: str | None) -> None:
        """Run solutions until the first solution cell of `exercise` comes next, or to the end for None."""
        wanted = len(self.cells) if exercise is None else self._first(exercise)
        if self.kernel is None or self.position > wanted:
            self.begin()
        while self.position < wanted:
            _, _, source = self.cells[self.position]
            self.kept = False
            with self.times.spent_on("walking"):
                _, error = self.kernel.run(source)
            assert not error, f"{self.notebook.id}, code cell {self.position + 1} of the solution raised {error}"
            self.position += 1

    def attempt(self, exercise: str, code: str | None) -> tuple[str, str, str]:
        """What the check of `exercise` shows for an answer, its error or "", and the answer's own error or "": a cell
        that raises leaves what it had done before, and people go on from there. Nothing of it is left afterwards."""
        self.to(exercise)
        last = self.cells.index(next(cell for cell in self.cells if cell[:2] == (cell_roles.CHECK, exercise)))
        ahead = self.cells[self.position : last + 1]
        own = [(kind, owner) == (cell_roles.SOLUTION, exercise) for kind, owner, _ in ahead]
        pieces = iter(divided(code, sum(own)))
        sources = [answered(cell[2], next(pieces)) if mine else cell[2] for mine, cell in zip(own, ahead, strict=True)]
        ran = self._tried(sources)
        raised = next((error for mine, (_, error) in zip(own, ran, strict=True) if mine and error), "")
        for mine, (_, error) in zip(own[:-1], ran[:-1], strict=True):
            assert mine or not error, f"the cell before the check raised {error}"
        return *ran[-1], raised

    def without(self, *exercises: str) -> list[tuple[str, str, str]]:
        """(exercise, what is shown, error) of each check from the first of `exercises` on, when their stubs are left
        and all else runs."""
        self.to(exercises[0])
        ahead = self.cells[self.position :]
        left = [kind == cell_roles.SOLUTION and owner in exercises for kind, owner, _ in ahead]
        ran = self._tried([markers.clear(cell[2]) if stub else cell[2] for stub, cell in zip(left, ahead, strict=True)])
        return [(owner, *shown) for (kind, owner, _), shown in zip(ahead, ran, strict=True) if kind == cell_roles.CHECK]

    def again(self) -> list[str]:
        """Run the whole solution in the kernel as it is; returns the errors."""
        self.kept = False
        with self.times.spent_on("once more"):
            return [error for _, _, source in self.cells if (error := self.kernel.run(source)[1])]

    def restart(self) -> None:
        """A new kernel in the same workspace."""
        self.kernel.stop()
        self._new_kernel()

    def _new_kernel(self) -> None:
        environment = scratch_services.for_kernels(self.workspace, COURSE)
        self.kernel = quick_kernel(self.notebook, environment, self.scratch / "forests")
        self._keeper("import keeper as _keeper")

    def stop(self) -> None:
        if self.kernel:
            self.kernel.stop()
            self.kernel = None

    def _first(self, exercise: str) -> int:
        return next(nth for nth, cell in enumerate(self.cells) if cell[:2] == (cell_roles.SOLUTION, exercise))

    def _tried(self, sources: list[str]) -> list[tuple[str, str]]:
        """(what is displayed, error or "") of each cell; kernel, records and folder are as before afterwards."""
        with self._put_back():
            if self._keeper("_keeper.can_fork()") == "True":
                return self._in_a_fork(sources)
            with self.times.spent_on("saving"):
                self._keeper("_keeper.keep()")
            try:
                with self.times.spent_on("cells"):
                    ran = [self.kernel.run(source) for source in sources[:-1]]
                with self.times.spent_on("check"):
                    return [*ran, self.kernel.run(sources[-1])]
            finally:
                with self.times.spent_on("restoring"):
                    self._keeper("_keeper.restore()")

    def _in_a_fork(self, sources: list[str]) -> list[tuple[str, str]]:
        answer = self.scratch / "ran.json"
        self._keeper(f"_keeper.in_a_fork({sources!r}, {str(answer)!r})")
        ran = json.loads(answer.read_text(encoding="utf-8"))["ran"]
        for *_, seconds in ran[:-1]:
            self.times["cells"] += seconds
        self.times["check"] += ran[-1][-1]
        return [(shown, error) for shown, error, _ in ran]

    def _keeper(self, source: str) -> str:
        shown, error = self.kernel.run(source)
        assert not error, error
        return shown

    @contextmanager
    def _put_back(self):
        if not self.kept:
            with self.times.spent_on("saving"):
                self.state.keep()
            self.kept = True
        try:
            yield
        finally:
            with self.times.spent_on("restoring"):
                self.state.put_back()
