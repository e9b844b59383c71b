"""Does every exercise take its solution, and refuse its stub and the mistakes that people make, each with its message?

Each answer runs in a real kernel, in an empty MLflow workspace, after the solutions of the exercises before it.
"""

import os
import re
from dataclasses import dataclass
from functools import cache

import pytest
from kernels import Kernel

from workshop.course import index, roles, solution
from workshop.course.text import compose

HEADER = re.compile(r"# (exercise|verdict|says): (.+)")
VERDICTS = {"not attempted", "wrong", "crashed", "timed out"}


@dataclass(frozen=True)
class Answer:
    """`code` takes the place of the exercise's solution region; None is the solution itself, "" the stub."""

    notebook: index.Notebook
    exercise: str
    name: str
    verdict: str
    says: str
    code: str | None

    @property
    def id(self) -> str:
        return f"{self.exercise}-{self.name}"


def wrong_answers(notebook: index.Notebook) -> list[Answer]:
    """The answers in the notebook's .wrong folder; AssertionError for one without its three header lines."""
    found = []
    for path in sorted(notebook.wrong.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        header = dict(HEADER.findall(text))
        assert set(header) == {"exercise", "verdict", "says"}, f"{path.name}: exercise, verdict and says come first"
        assert path.stem.startswith(header["exercise"] + "-"), f"{path.name}: named after another exercise"
        assert header["verdict"] in VERDICTS, f"{path.name}: no such verdict"
        name = path.stem.removeprefix(header["exercise"] + "-")
        found.append(Answer(notebook, header["exercise"], name, header["verdict"], header["says"], text))
    return found


def answers() -> list[Answer]:
    every = []
    for notebook in index.notebooks():
        wrong = wrong_answers(notebook)
        for exercise in notebook.exercises:
            every.append(Answer(notebook, exercise.id, "solution", "passed", "", None))
            every.append(Answer(notebook, exercise.id, "stub", "not attempted", "", ""))
            every += [answer for answer in wrong if answer.exercise == exercise.id]
    return every


@cache
def cells(notebook: index.Notebook):
    """The code cells of a notebook's text, as (role, exercise id or None, source)."""
    composed = [cell for cell in compose(notebook).cells if cell.cell_type == "code"]
    given, faults = roles.assign(composed, notebook)
    assert not faults
    return [(role.kind, role.exercise and role.exercise.id, cell.source) for role, cell in zip(given, composed)]


def answered(source: str, answer: Answer) -> str:
    """A solution cell with the answer in it."""
    if answer.code is None:
        return source
    if not answer.code:
        return solution.clear(source)
    before, _, rest = source.partition(solution.BEGIN)
    return before + answer.code + rest.partition(solution.END)[2]


@pytest.fixture(scope="module")
def kernels(services):
    """One kernel a notebook, kept for its next answer: the imports are what costs."""
    started = {}
    before = dict(os.environ)
    os.environ.update(services.environment)

    def get(notebook):
        if notebook.id not in started:
            started[notebook.id] = Kernel(notebook.text.parent)
        return started[notebook.id]

    yield get
    for kernel in started.values():
        kernel.stop()
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("answer", answers(), ids=lambda answer: answer.id)
def test_does_each_answer_get_the_verdict_and_the_message_written_for_it(answer, kernels, learner):
    kernel = kernels(answer.notebook)
    kernel.enter(os.environ["MLFLOW_WORKSPACE"])
    for kind, exercise, source in cells(answer.notebook):
        mine = exercise == answer.exercise
        shown, error = kernel.run(answered(source, answer) if mine and kind == roles.SOLUTION else source)
        if kind == roles.CHECK and mine:
            break
        assert not error, f"the cell before the check raised {error}"
    assert shown.startswith(f"{answer.exercise} "), shown
    assert shown.splitlines()[0].endswith(f": {answer.verdict}"), shown
    assert answer.says in shown
    assert bool(error) == (answer.verdict != "passed")
    assert not error or error.startswith("Unpassed: ")


@pytest.mark.parametrize("notebook", index.notebooks(), ids=lambda notebook: notebook.id)
def test_does_every_exercise_ship_three_wrong_answers(notebook):
    counts = {exercise.id: 0 for exercise in notebook.exercises}
    for answer in wrong_answers(notebook):
        counts[answer.exercise] += 1
    assert all(count >= 3 for count in counts.values()), counts
