"""How strong the checks are: one thing of what a solution has left is changed, and the check is asked again."""

from __future__ import annotations

import random
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from unittest.mock import patch

from workshop.authoring import scratch_services
from workshop.authoring.changes import changes
from workshop.authoring.scratch_state import State, Thing
from workshop.checks.runner import CheckDefect
from workshop.course.cell_roles import CHECK, SOLUTION
from workshop.course.index import Course, Exercise, Notebook
from workshop.course.text import compose, parts
from workshop.environment import exchanged
from workshop.kernels import execute
from workshop.learner.desk import Desk
from workshop.progress.verdict import Kind

CAUGHT = (Kind.NOT_ATTEMPTED, Kind.WRONG, Kind.CRASHED)
UNCHANGED = "nothing changed"
REMEDY = "A check must pass what its solution leaves; see with `workshop build`."


@dataclass
class Strength:
    """What came out of one exercise: how many changes its check caught, and by name those that it passed: `free` ones
    by the exercise's words, and `holes`. `defects` are the check's own faults, `stale` what is declared free and isn't
    passed."""

    caught: int = 0
    free: list[str] = field(default_factory=list)
    holes: list[str] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        return self.caught + len(self.free) + len(self.holes) + sum(not d.startswith(UNCHANGED) for d in self.defects)

    @property
    def faults(self) -> list[str]:
        """What an author has to see to, in words."""
        return [
            *(f"hole: {name}" for name in self.holes),
            *(f"defect: {words}" for words in self.defects),
            *(
                f'the TOML declares "{change}" free, but the check refuses every such change: delete the line'
                for change in self.stale
            ),
        ]


Measured = Callable[[Exercise, Strength, float], None]
"""Told of each exercise that is measured, with the seconds that it took."""


def measure(course: Course, notebook: Notebook, step: Callable[[str], None], measured: Measured) -> dict[str, Strength]:
    """The strength of each check of a notebook, by exercise. `step` is told what is done now.

    Raises BuildError for a solution that doesn't run, or whose own check doesn't pass it.
    """
    # Services of its own, whose database and artifacts are put back.
    with scratch_services.started(step) as scratch, tempfile.TemporaryDirectory(prefix="workshop-state-") as aside:
        needed = ", ".join(other.id for other in course.needed(notebook))
        step(f"{notebook.id}  what it needs: {needed or 'nothing'}")
        workspace = scratch_services.for_notebook(course, scratch, notebook)
        walk = _Walk(course, notebook, State(workspace, Path(aside)), step, measured)
        # A check reads here what it would read in a kernel.
        with exchanged(scratch_services.for_kernels(workspace, course)):
            return walk.measure()


class _Walk:
    """A notebook's solution on its way through a kernel, which waits behind each check while that is measured."""

    def __init__(
        self, course: Course, notebook: Notebook, state: State, step: Callable[[str], None], measured: Measured
    ):
        self.course, self.notebook, self.state, self.step, self.measured = course, notebook, state, step, measured
        self.roles = [part.role for part in parts(notebook) if part.cell.cell_type == "code"]
        self.before: dict[str, dict[Thing, object]] = {}
        self.found: dict[str, Strength] = {}

    def measure(self) -> dict[str, Strength]:
        environment = scratch_services.for_kernels(self.state.workspace, self.course)
        execute.run(self.notebook, compose(self.notebook), self._begun, REMEDY, environment)
        self._behind(len(self.roles))
        return self.found

    def _begun(self, number: int, total: int, _source: str) -> None:
        with _interruptible():
            self._behind(number - 1)
            role = self.roles[number - 1]
            if role.kind == SOLUTION and role.exercise and role.exercise.id not in self.before:
                self.before[role.exercise.id] = self.state.things()
        self.step(f"{self.notebook.id}  cell {number} of {total}")

    def _behind(self, number: int) -> None:
        """Measure the check in the cell of this number, counted from one, if there is one."""
        role = self.roles[number - 1] if number else None
        if role and role.exercise and role.kind == CHECK:
            began = time.monotonic()
            self.found[role.exercise.id] = self._strength(role.exercise)
            self.measured(role.exercise, self.found[role.exercise.id], time.monotonic() - began)

    def _strength(self, exercise: Exercise) -> Strength:
        desk, result = Desk(self.course, self.notebook, self.state.workspace), Strength()
        free = [line["change"] for line in exercise.free]
        self.state.keep()
        tried = changes(self.state, self.before[exercise.id], self.state.things(), self.course.experiments)
        if _ask(desk, exercise, self.state, UNCHANGED, result.defects) not in (Kind.PASSED, None):
            words = "the check passed in the notebook. Asked again on the same state, it didn't"
            result.defects.append(f"{UNCHANGED}: {words}")
        self.state.put_back()
        for nth, change in enumerate(tried, start=1):
            self.step(f"{exercise.id}  change {nth} of {len(tried)}: {change.name}")
            try:
                change.make()
                kind = _ask(desk, exercise, self.state, change.name, result.defects)
            finally:
                self.state.put_back()
            if kind is Kind.PASSED:
                declared = any(fnmatchcase(change.name, line) for line in free)
                (result.free if declared else result.holes).append(change.name)
            result.caught += kind in CAUGHT
        result.stale = [line for line in free if not any(fnmatchcase(name, line) for name in result.free)]
        return result


def _ask(desk: Desk, exercise: Exercise, state: State, change: str, defects: list[str]) -> Kind | None:
    """The kind of verdict on the state as it is; None, with a line more in `defects`, where the check is at fault."""
    before, kind = state.content(), None
    desk.refresh()
    try:
        with _same_lots():
            kind = desk.examine(exercise).kind
        words = "" if kind in (Kind.PASSED, *CAUGHT) else str(kind)
    except CheckDefect as defect:
        words = str(defect).partition(". This is")[0]
    after = state.content()
    wrote = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if wrote:
        words = f"the check wrote to {', '.join(wrote[:3])}"
    if words:
        defects.append(f"{change}: {words}")
    return None if words else kind


@contextmanager
def _same_lots() -> Iterator[None]:
    """Inside the `with`, what a check draws by lot, so that nobody can foresee it, is the same each time."""
    dice = random.Random(0)
    lots = random.SystemRandom
    with (
        patch.object(lots, "random", lambda _: dice.random()),
        patch.object(lots, "getrandbits", lambda _, bits: dice.getrandbits(bits)),
    ):
        yield


@contextmanager
def _interruptible() -> Iterator[None]:
    """Inside the `with`, Ctrl-C raises KeyboardInterrupt at once: otherwise it would wait for the cell that comes
    next."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
