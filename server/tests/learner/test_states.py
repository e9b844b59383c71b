"""Does every command say something sensible in every state that a learner is in?

One learner's life, in real services and kernels, from nothing to everything done and an experiment deleted; in each
state all commands are tried.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from mlflow import MlflowClient
from walks import cells, handed_in, quick_kernel

from workshop.authoring import scratch_services
from workshop.cli import main
from workshop.course import cell_roles, index, markers
from workshop.environment import FORK_SERVER, exchanged, setting
from workshop.progress import plain_reader, summary
from workshop.services import Workspace

EVERY = [exercise.id for notebook in index.read().notebooks for exercise in notebook.exercises]
OF_21 = [exercise.id for exercise in index.read().notebook("2.1").exercises]


KERNELS: dict[str, str] = {}  # their environment, without what libraries set in this process when it checks
FORESTS: list[Path] = []  # the folder in which kernels keep the forests that they have grown


def learn(notebook: str, to: str | None = None, last: str | None = None) -> None:
    """Execute a notebook's solution as the learner would: to the cell of role `to`; or with `last` in place of the
    first solution cell, in which STUB stands for what the learner finds there, after which nothing is run."""
    kernel = quick_kernel(index.read().notebook(notebook), KERNELS, FORESTS[0])
    try:
        for kind, _, source in cells(index.read().notebook(notebook)):
            if kind == cell_roles.SOLUTION and last is not None:
                kernel.run(last.replace("STUB", markers.clear(source)))
                return
            shown, error = kernel.run(source)
            assert not error, f"{notebook}: {error}\n{shown}"
            if kind == to:
                return
    finally:
        kernel.stop()


def nothing():
    """No notebook was opened."""


def begun():
    learn("2.1", to=cell_roles.OPENING)


def begun_twice():
    learn("2.1", to=cell_roles.OPENING)


def went_astray():
    """The run of 2.1.1 lands in an experiment that isn't the notebook's: one with the name of its id, as people
    write."""
    learn(
        "2.1",
        last='import mlflow\nmlflow.set_experiment("2.1")\n'
        'with mlflow.start_run(run_name="stray"):\n    mlflow.log_param("a", 1)',
    )


def done_21():
    learn("2.1")


def half_of_22():
    """The next notebook, to the first blanks."""
    learn("2.2", last="STUB")


def skipped_to_23():
    """2.2 is left, and 2.3 opened."""
    learn("2.3", to=cell_roles.OPENING)


def caught_up():
    """As far as 2.5, which builds on 2.1 to 2.4. Not in this process's environment, in which checks have set variables:
    with these the kernels would start cold."""
    with exchanged(KERNELS | {FORK_SERVER: setting(FORK_SERVER)}):
        done = CliRunner().invoke(main, ["catchup", "2.5"])
    assert done.exit_code == 0, done.output


def everything():
    for notebook in index.read().notebooks:
        if notebook.id != "2.1":
            learn(notebook.id)


def deleted():
    client = MlflowClient(os.environ["MLFLOW_TRACKING_URI"])
    client.delete_experiment(client.get_experiment_by_name("2.2-random-forest").experiment_id)


@dataclass(frozen=True)
class Stage:
    """How it is reached from the one before; what `check` finds passed, and what wrong; which is next; what was
    passed and has moved on since."""

    reach: object
    passed: list[str]
    wrong: list[str]
    next: str | None
    moved_on: tuple[str, ...] = ()


OF_22 = [exercise.id for exercise in index.read().notebook("2.2").exercises]
STATES = [
    Stage(nothing, [], [], "1.1"),
    Stage(begun, [], [], "1.1"),
    Stage(begun_twice, [], [], "1.1"),
    Stage(
        went_astray, [], [id for id in OF_21 if id not in handed_in(index.read().notebook("2.1"))], "2.1"
    ),  # all that look for the run; 2.1.5 looks for an answer first
    Stage(done_21, OF_21, [], "2.2"),
    Stage(half_of_22, OF_21, [], "2.2"),
    Stage(skipped_to_23, OF_21, [], "2.2"),
    Stage(caught_up, OF_21, [], "2.5"),
    Stage(everything, EVERY, [], None, ("3.2.1", "3.2.2", "3.2.5")),  # 3.4 has made another version the champion
    Stage(deleted, EVERY, [], None),
]


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    """Services and a workspace for one learner."""
    course = index.read()
    with scratch_services.started(print) as scratch, pytest.MonkeyPatch.context() as patch:
        workspace = scratch_services.enter(course, scratch, "a life")
        FORESTS.append(tmp_path_factory.mktemp("forests"))
        KERNELS.update(scratch_services.for_kernels(workspace, course))
        for name, value in KERNELS.items():
            patch.setenv(name, value)
        yield workspace


@pytest.fixture(scope="module", params=STATES, ids=lambda state: state.reach.__name__)
def state(request, life):
    request.param.reach()
    return request.param


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments, terminal_width=200)
    assert done.exit_code == 0, done.output
    assert "Traceback" not in done.output and "fault of the course" not in done.output, done.output
    return done.output


def verdicts(output: str) -> dict[str, str]:
    """The verdict of each exercise by the table that `check` prints."""
    kinds = "passed earlier; now [a-z ]+?|passed|not attempted|wrong|crashed|timed out|environment broken"
    return dict(re.findall(rf"^(\d+\.\d+\.\d+) .*?  ({kinds}) +\d+ of \d+$", output, re.MULTILINE))


def test_does_check_give_each_exercise_its_line(state):
    output = run("check")
    found = verdicts(output)
    assert list(found) == EVERY, output
    if state.reach is deleted:
        assert all(found[id] == "passed earlier; now wrong" for id in OF_22[1:] + ["2.5.2", "2.5.5"]), output
        assert "Everything here is passed" in output
        return
    assert {id: verdict for id, verdict in found.items() if verdict != "not attempted"} == (
        dict.fromkeys(state.passed, "passed")
        | dict.fromkeys(state.wrong, "wrong")
        | dict.fromkeys(state.moved_on, "passed earlier; now wrong")
    ), output
    if state.next:
        assert re.search(rf"^Next: {re.escape(state.next)}\.\d+ in ", output, re.MULTILINE), output


@pytest.mark.parametrize("part", ["2", "2.3"])
def test_does_a_check_of_a_part_end_in_its_points(state, part):
    if part == "2" and state.reach in (caught_up, everything, deleted):
        part = "2.1"  # where much is there a chapter takes half a minute, and all of it was checked just before
    output = run("check", part)
    assert all(id.startswith(part) for id in verdicts(output))
    most = sum(exercise.points for notebook in index.read().part(part) for exercise in notebook.exercises)
    assert f"of {most} points." in output


def test_do_progress_and_up_say_what_is_next(state):
    output = run("progress")
    if state.next:
        assert f"Next: {state.next} " in output
    else:
        assert "Every exercise is passed." in output
    found = summary.of(index.read(), plain_reader.read(Workspace.here())).next
    assert (found and found.id) == state.next


def test_does_catching_up_bring_nothing_where_nothing_is_needed(state):
    assert "Nothing is missing for 2.1." in run("catchup", "2.1")
    if state.reach in (caught_up, everything, deleted):
        assert "Nothing is missing for 2.5." in run("catchup", "2.5")


def test_does_reset_put_back_what_was_changed(state):
    notebook = index.read().notebook("2.1").within(Path(os.environ["WORKSHOP_WORK"]))
    assert "nothing to put back" in run("reset", "2.1")
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("____", "desk"), encoding="utf-8")
    assert "Put 2.1.3 back" in run("reset", "2.1.3")
    assert "Put 2.1 back" in run("reset", "2.1")
