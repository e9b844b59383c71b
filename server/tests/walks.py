"""A solution notebook on its way through a real kernel, which can be put back to where it was before an answer."""

import os
import shutil
import sqlite3
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from kernels import Kernel

from workshop.course import index, needs, roles, solution, stage
from workshop.course.text import compose

# Runs inside the kernel. What can be copied is copied, so that an answer that refits a model or changes a table in
# place leaves no trace; modules, functions, and what can't be copied stay the objects that they are. A network's copy
# is made from its settings and weights, so what `fit` hung on it is handed on.
KEEPER = """
class _Keeper:
    def __init__(self, names):
        import copy, os, random, types, numpy, mlflow.tracking.fluent as fluent
        from mlflow.utils.autologging_utils import AUTOLOGGING_INTEGRATIONS as autologging
        self.names, self.copy, self.os, self.random, self.numpy = names, copy, os, random, numpy
        self.fluent, self.autologging = fluent, autologging
        self.fixed = (types.ModuleType, types.FunctionType, type)

    def copied(self, values):
        memo, result = {}, {}
        for name, value in values.items():
            try:
                result[name] = value if isinstance(value, self.fixed) else self.copy.deepcopy(value, memo)
            except Exception:
                result[name] = value
            if hasattr(value, "history") and hasattr(value, "stop_training"):
                result[name].history = value.history
        return result

    def mine(self):
        return {name: value for name, value in self.names.items() if not name.startswith("_") and name not in ("In", "Out", "desk", "get_ipython", "exit", "quit", "open")}

    def keep(self):
        self.kept, self.environment = self.copied(self.mine()), dict(self.os.environ)
        self.states = self.random.getstate(), self.numpy.random.get_state()
        self.experiment, self.logging = self.fluent._active_experiment_id, self.copy.deepcopy(self.autologging)

    def restore(self):
        while self.fluent.active_run():
            self.fluent.end_run()
        for name in self.mine():
            del self.names[name]
        self.names.update(self.copied(self.kept))
        self.os.environ.clear()
        self.os.environ.update(self.environment)
        self.random.setstate(self.states[0])
        self.numpy.random.set_state(self.states[1])
        self.fluent._active_experiment_id = self.experiment
        self.autologging.clear()
        self.autologging.update(self.copy.deepcopy(self.logging))

_keeper = _Keeper(get_ipython().user_ns)
"""


@cache
def cells(notebook: index.Notebook) -> list[tuple[str, str | None, str]]:
    """The code cells of a notebook's text, as (role, exercise id or None, source)."""
    composed = [cell for cell in compose(notebook).cells if cell.cell_type == "code"]
    given, faults = roles.assign(composed, notebook)
    assert not faults
    return [(role.kind, role.exercise and role.exercise.id, cell.source) for role, cell in zip(given, composed)]


def answered(source: str, code: str | None) -> str:
    """A solution cell with the answer in it; None is the solution itself, "" the stub."""
    if code is None:
        return source
    if not code:
        return solution.clear(source)
    before, _, rest = source.partition(solution.BEGIN)
    return before + code + rest.partition(solution.END)[2]


class Walk:
    """A notebook executed with its solutions up to some exercise, in a workspace that is its own.

    It has the services of the open stage to itself: tracking database, artifacts and the learner's folder are put back
    after each answer.
    """

    def __init__(self, notebook: index.Notebook, scratch: Path):
        self.notebook, self.scratch = notebook, scratch
        self.cells = cells(notebook)
        self.started, self.kernel = 0, None

    def begin(self) -> None:
        """Go to the start, in a new kernel and a new workspace that holds what the notebook needs."""
        self.stop()
        self.started += 1
        name = f"{self.notebook.folder}/{self.notebook.name}"
        self.workspace = f"{name}-{self.started}" if self.started > 1 else name
        stage.enter(self.workspace, needs.needed(self.notebook))
        self.work = Path(os.environ["WORKSHOP_WORK"])
        self.kernel, self.position = Kernel(self.notebook.text.parent), 0
        self.kernel.run(KEEPER)

    def to(self, exercise: str | None) -> None:
        """Run solutions until the first solution cell of `exercise` comes next, or to the end for None."""
        wanted = len(self.cells) if exercise is None else self._first(exercise)
        if self.kernel is None or self.position > wanted:
            self.begin()
        while self.position < wanted:
            _, _, source = self.cells[self.position]
            _, error = self.kernel.run(source)
            assert not error, f"{self.notebook.id}, code cell {self.position + 1} of the solution raised {error}"
            self.position += 1

    def attempt(self, exercise: str, code: str | None) -> tuple[str, str, str]:
        """What the check of `exercise` shows for an answer, its error or "", and the answer's own error or "": a cell that
        raises leaves what it had done before, and people go on from there. Nothing of it is left afterwards."""
        self.to(exercise)
        raised = ""
        with self._restored():
            for kind, owner, source in self.cells[self.position :]:
                mine = owner == exercise
                answer = mine and kind == roles.SOLUTION
                shown, error = self.kernel.run(answered(source, code) if answer else source)
                if kind == roles.CHECK and mine:
                    return shown, error, raised
                assert answer or not error, f"the cell before the check raised {error}"
                raised = raised or (error if answer else "")

    def without(self, exercise: str) -> list[tuple[str, str, str]]:
        """(exercise, what is shown, error) of each check from `exercise` on, when its stub is left and all else runs."""
        self.to(exercise)
        found = []
        with self._restored():
            for kind, owner, source in self.cells[self.position :]:
                shown, error = self.kernel.run(
                    solution.clear(source) if owner == exercise and kind == roles.SOLUTION else source
                )
                if kind == roles.CHECK:
                    found.append((owner, shown, error))
        return found

    def again(self) -> list[str]:
        """Run the whole solution in the kernel as it is; returns the errors."""
        return [error for _, _, source in self.cells if (error := self.kernel.run(source)[1])]

    def restart(self) -> None:
        """A new kernel in the same workspace."""
        self.kernel.stop()
        stage.enter(self.workspace)  # another notebook's walk may have led elsewhere since
        self.kernel = Kernel(self.notebook.text.parent)

    def stop(self) -> None:
        if self.kernel:
            self.kernel.stop()
            self.kernel = None

    def _first(self, exercise: str) -> int:
        return next(nth for nth, cell in enumerate(self.cells) if cell[:2] == (roles.SOLUTION, exercise))

    @contextmanager
    def _restored(self):
        state = Path(os.environ["WORKSHOP_STATE"])
        database, folders = state / "mlflow.db", {"artifacts": state / "artifacts", "work": self.work}
        _copy_database(database, self.scratch / "mlflow.db")
        for name, folder in folders.items():
            shutil.copytree(folder, self.scratch / name)
        assert not self.kernel.run("_keeper.keep()")[1]
        try:
            yield
        finally:
            assert not self.kernel.run("_keeper.restore()")[1]
            _copy_database(self.scratch / "mlflow.db", database)
            for name, folder in folders.items():
                shutil.rmtree(folder)
                shutil.move(self.scratch / name, folder)


def _copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite database, also onto one that a server has open."""
    with closing(sqlite3.connect(source)) as before, closing(sqlite3.connect(target, timeout=60)) as after:
        before.backup(after)
