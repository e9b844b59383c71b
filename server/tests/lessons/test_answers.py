"""Does every exercise take its solution and other right answers, and refuse its stub and the mistakes that people make?

Each answer runs in a real kernel, where the solutions of the exercises before it have just run; what it leaves in
kernel, tracking database and the learner's folder is taken back before the next.
"""

import os
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from walks import Walk, built_on

from workshop.authoring import scratch_services
from workshop.course import index

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


def right_answers(notebook: index.Notebook) -> list[Answer]:
    """The answers in the notebook's .right folder; AssertionError for one without the line that names its exercise."""
    found = []
    for path in sorted(notebook.right.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        header = dict(HEADER.findall(text))
        assert set(header) == {"exercise"}, f"{path.name}: its exercise comes first, and nothing else: it is passed"
        assert path.stem.startswith(header["exercise"] + "-"), f"{path.name}: named after another exercise"
        name = path.stem.removeprefix(header["exercise"] + "-")
        found.append(Answer(notebook, header["exercise"], f"right-{name}", "passed", "", text))
    return found


def answers(notebook: index.Notebook) -> list[Answer]:
    """All answers in the order of the exercises: of each its solution, its stub, its right and its wrong ones."""
    every, others = [], right_answers(notebook) + wrong_answers(notebook)
    for exercise in notebook.exercises:
        every.append(Answer(notebook, exercise.id, "solution", "passed", "", None))
        every.append(Answer(notebook, exercise.id, "stub", "not attempted", "", ""))
        every += [answer for answer in others if answer.exercise == exercise.id]
    return every


NOTEBOOKS = index.read().notebooks
ANSWERS = [pytest.param(answer, id=answer.id) for n in NOTEBOOKS for answer in answers(n)]
LEFT_OUT = [
    pytest.param(n, tuple(exercise.id for exercise in n.exercises), id=f"{n.exercises[0].id}-all") for n in NOTEBOOKS
]
LEFT_OUT += [pytest.param(n, (id,), id=id) for n in NOTEBOOKS for id in sorted(built_on(n))]


def stay_with_one_worker(notebook: index.Notebook, shared: Path) -> None:
    """AssertionError where another worker of pytest-xdist walks through the notebook as well: that takes twice as long,
    and nothing else would say so. `shared` is a folder of all workers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        mark = shared / f"walk {notebook.id}"
        assert not mark.exists() or mark.read_text() == worker, (
            f"{notebook.id} is walked through by {mark.read_text()} too"
        )
        mark.write_text(worker)


@pytest.fixture(autouse=True)
def _times(request, record_property):
    """What a walk's seconds went into during a test, for the table at the end of the run (conftest.py)."""
    yield
    for walk in request.getfixturevalue("walks").started.values() if "walks" in request.fixturenames else ():
        if walk.times:
            record_property("walk", (walk.notebook.id, dict(walk.times)))
            walk.times.clear()


@pytest.fixture(scope="module")
def walks(tmp_path_factory):
    """One walk a notebook, in services of the module's own: their database is put back again and again."""
    started, base = {}, tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def get(notebook):
        if notebook.id not in started:
            stay_with_one_worker(notebook, shared)
            started[notebook.id] = Walk(notebook, scratch, tmp_path_factory.mktemp("walk"), shared / "snapshots")
        return started[notebook.id]

    get.started = started
    with scratch_services.started(print) as scratch:
        yield get
        for walk in started.values():
            walk.stop()


@pytest.mark.parametrize("answer", ANSWERS)
def test_does_each_answer_get_the_verdict_and_the_message_written_for_it(answer, walks):
    shown, error, raised = walks(answer.notebook).attempt(answer.exercise, answer.code)
    assert not raised or answer.verdict not in ("passed", "not attempted"), raised
    assert shown.startswith(f"{answer.exercise} "), shown
    assert shown.splitlines()[0].endswith(f": {answer.verdict}"), shown
    assert answer.says in shown
    assert bool(error) == (answer.verdict != "passed")
    assert not error or error.startswith("Unpassed: ")


@pytest.mark.parametrize("notebook, exercises", LEFT_OUT)
def test_do_exercises_that_were_left_out_leave_every_later_check_a_verdict(notebook, exercises, walks):
    """All at once, and each by itself from which a later cell takes something."""
    for id, shown, error in walks(notebook).without(*exercises):
        assert re.match(rf"{re.escape(id)} .+: (passed|not attempted|wrong|crashed)$", shown.partition("\n")[0]), (
            id,
            shown,
            error,
        )
        assert not error or error.startswith("Unpassed: "), (id, error)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.id)
def test_does_a_notebook_run_three_times_over_with_a_restart_before_the_third(notebook, walks):
    walk = walks(notebook)
    walk.to(None)
    assert not walk.again()
    walk.restart()
    assert not walk.again()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.id)
def test_does_every_exercise_ship_three_wrong_and_two_right_answers(notebook):
    for found, least in ((wrong_answers(notebook), 3), (right_answers(notebook), 2)):
        counts = Counter(answer.exercise for answer in found)
        assert all(counts[exercise.id] >= least for exercise in notebook.exercises), counts


@pytest.mark.parametrize("notebook", [pytest.param(index.read().notebook("2.1"), id="2.1")])
def test_does_a_walk_go_on_behind_an_answer_that_raises(notebook, walks):
    shown, error, raised = walks(notebook).attempt(
        "2.1.1",
        'mlflow.set_experiment(desk.experiment)\nwith mlflow.start_run(run_name="broken"):\n    mlflow.log_params(1)',
    )
    assert raised.startswith("AttributeError") and error.startswith("Unpassed: ")
    assert "broken, has the status FAILED" in shown


@pytest.mark.parametrize("notebook", [pytest.param(index.read().notebook("2.3"), id="2.3")])
def test_does_a_walk_hand_on_a_networks_history(notebook, walks):
    for _ in range(2):  # the second time it is the copy's
        *_, raised = walks(notebook).attempt("2.3.3", "assert network.history.history['val_loss'][0] > 0")
        assert not raised
