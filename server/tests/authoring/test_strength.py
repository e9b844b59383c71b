"""Does `workshop strength` find what a check lets pass, leave the state as it was, and is its table up to date?"""

import hashlib
import signal
import subprocess
import sys
from random import SystemRandom

import mlflow
import numpy as np
import psutil
import pytest
from course_samples import INDEX, make_course, put, scratch_on
from kernels import gone, wait_until
from mlflow.models import infer_signature
from rich.console import Console
from sklearn.linear_model import LinearRegression
from tiny_course import APART

from workshop.authoring import scratch_services, strength, strength_table
from workshop.authoring.altered import altered
from workshop.authoring.changes import changes
from workshop.authoring.scratch_state import State
from workshop.course import index
from workshop.energy.table import FEATURES
from workshop.progress.store import Progress

TEXT = """\
# %% tags=["opening"]
import mlflow
from workshop.lesson import answer, begin, check
desk = begin("2.1")

# %%
### BEGIN SOLUTION
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="mine", tags={"purpose": "to try"}) as run:
    mlflow.log_params({"depth": 3, "seed": 7})
    mlflow.log_metric("rmse", 2.5)
### STUB
# run = ...
### END SOLUTION

# %%
check("2.1.1")

# %%
### BEGIN SOLUTION
answer("2.1.2", {"agree": ["MAE"], "spread": 0.5})
### STUB
# answer("2.1.2", ...)
### END SOLUTION

# %%
check("2.1.2")

# %%
### BEGIN SOLUTION
answer("2.1.3", 4)
(desk.work / "notes.txt").write_text("done")
### STUB
# answer("2.1.3", ...)
### END SOLUTION

# %%
check("2.1.3")
"""

CHECKS = '''\
import time

from workshop.checks import expect
from workshop.checks.check_of import exercise
from workshop.progress.outcome import Wrong


@exercise("2.1.1", "a run with its depth and its error")
def run(evidence):
    """It looks at the depth alone: that is the hole."""
    if evidence.run.data.params.get("depth") != "3":
        raise Wrong("The depth isn't 3.", "Log it.")
    return "a run"


@exercise("2.1.2", "two fields")
def fields(evidence):
    """It raises what no check may where a field is missing."""
    given = evidence.answer()
    if given["agree"] != ["MAE"] or expect.number(given["spread"]) != 0.5:
        raise Wrong("Not so.", "Again.")
    return "both"


@exercise("2.1.3", "four")
def four(evidence):
    """It leaves a tag behind."""
    found = evidence.client.get_experiment_by_name(evidence.experiment)
    evidence.client.set_experiment_tag(found.experiment_id, "looked", str(time.time()))
    if evidence.answer() != 4:
        raise Wrong("Not four.", "Count.")
    return "four"
'''

FREE = """free = [
    { change = "tag purpose: *", why = "the words ask for none" },
    { change = "run: renamed*", why = "the words ask for no name" },
    { change = "parameter depth: altered*", why = "it is asked for, so this line is wrong" },
]
"""
THIRD = """
[[exercises]]
id = "2.1.3"
title = "Count"
points = 1
hints = ["Four."]
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A course whose checks have holes and defects."""
    course = make_course(tmp_path_factory.mktemp("sample") / "späce 雪")
    place = course / "solutions" / "2_tracking" / "01_sample"
    put(place.with_suffix(".py"), TEXT)
    put(place.with_suffix(".checks.py"), CHECKS)
    put(place.with_suffix(".toml"), INDEX.replace("points = 2\n", f"points = 2\n{FREE}") + THIRD)
    return index.read(course)


@pytest.fixture(scope="module")
def surveyed(sample, services):
    """What `survey` returned and printed of the sample, and its table."""
    with pytest.MonkeyPatch.context() as patch, (sample.folder / "said").open("w") as said:
        patch.setattr(scratch_services, "started", scratch_on(services))
        told = strength_table.survey(sample, sample.notebooks, Console(file=said, width=200))
    return told, (sample.folder / "said").read_text(), strength_table.read(sample)["2.1"]["exercises"]


def test_is_a_change_that_the_check_passes_a_hole(surveyed):
    told, said, rows = surveyed
    holes = ["parameter seed: dropped (mine)", "parameter seed: altered (mine)"]
    holes += ["metric rmse: dropped (mine)", "metric rmse: altered (mine)"]
    assert rows["2.1.1"]["holes"] == holes
    assert [f"2.1.1 hole: {name}" for name in holes] == [line for line in told if line.startswith("2.1.1 hole")]
    assert "2.1.1: 11 changes, 4 caught, 3 free, 4 holes" in said


def test_is_a_change_that_the_index_declares_free_none(surveyed):
    _, _, rows = surveyed
    names = ["run: renamed (mine)", "tag purpose: dropped (mine)", "tag purpose: altered (mine)"]
    assert rows["2.1.1"]["free"] == names


def test_is_a_declaration_stale_where_no_such_change_passes(surveyed):
    told, _, rows = surveyed
    assert rows["2.1.1"]["stale"] == ["parameter depth: altered*"]
    words = (
        'the TOML declares "parameter depth: altered*" free, but the check refuses every such change: delete the line'
    )
    assert f"2.1.1 {words}" in told


def test_is_a_check_reported_that_raises_what_it_may_not(surveyed):
    _, _, rows = surveyed
    assert [words.partition(":")[2].strip()[:35] for words in rows["2.1.2"]["defects"]] == [
        "of another type: The check of 2.1.2",
        "field agree dropped: The check of 2",
        "field spread dropped: The check of ",
    ]
    assert rows["2.1.2"]["holes"] == [] and rows["2.1.2"]["caught"] == 3


def test_is_a_check_reported_that_writes(surveyed):
    told, _, rows = surveyed
    assert rows["2.1.3"]["defects"][0] == "nothing changed: the check wrote to table experiment_tags"
    assert "2.1.3 defect: answer: altered: the check wrote to table experiment_tags" in told
    assert not {"file notes.txt: dropped", "file notes.txt: truncated"} & {*rows["2.1.3"]["free"]}


def test_does_the_table_know_when_a_notebook_has_changed(sample, surveyed):
    assert not [fault for fault in strength_table.faults(sample) if "isn't measured" in fault]
    text = sample.notebook("2.1").checks
    before = text.read_text(encoding="utf-8")
    put(text, before + "\nANOTHER = 1\n")
    try:
        assert "2.1 isn't measured as it is now: workshop strength 2.1" in strength_table.faults(sample)
    finally:
        put(text, before)


def test_may_prose_change_without_measuring_anew(sample, surveyed):
    text = sample.notebook("2.1").text
    before = text.read_text(encoding="utf-8")
    put(text, f"# %% [markdown]\n# A sentence more.\n\n{before}")
    try:
        assert not [fault for fault in strength_table.faults(sample) if "isn't measured" in fault]
    finally:
        put(text, before)


def test_does_measuring_with_check_say_what_differs_and_store_nothing(sample, surveyed, monkeypatch):
    file = sample.folder / strength_table.PLACE
    stored = file.read_bytes()
    monkeypatch.setattr(strength_table, "measure", lambda *_: {})
    told = strength_table.survey(sample, sample.notebooks, Console(file=None, quiet=True), check=True)
    assert told == [
        f"What was measured for 2.1 differs from {strength_table.PLACE}. To store it: workshop strength 2.1"
    ]
    assert file.read_bytes() == stored


def test_is_the_state_put_back_byte_for_byte(learner, tmp_path):
    work = learner.space.work
    put(work / "2_tracking" / "notes.txt", "mine")
    (work / "empty").mkdir(exist_ok=True)
    before = State(learner, tmp_path / "aside").things()
    leave_everything(learner)
    state = State(learner, tmp_path / "aside")
    tried = changes(state, before, state.things(), frozenset({"an older one"}))
    assert {change.name.partition(":")[0].split()[0] for change in tried} == {
        "run", "parameter", "metric", "tag", "artifact", "model", "answer", "file",
    }  # fmt: skip
    state.keep()
    first, content = fingerprints(state), state.content()
    for change in tried:
        change.make()
        assert fingerprints(state) != first, f"{change.name} changes nothing"
        state.put_back()
        assert fingerprints(state) == first and state.content() == content, change.name


def leave_everything(learner) -> None:
    """A run with one thing of each kind, a nested one, an older one in another experiment, an answer and a file."""
    hours = np.arange(80.0).reshape(20, 4)
    model = LinearRegression().fit(hours, hours[:, :2])
    mlflow.set_experiment("a test")
    with mlflow.start_run(run_name="all"):
        mlflow.log_params({"features": ", ".join(FEATURES), "depth": 3})
        mlflow.log_metrics({"rmse": 1.5}, step=0)
        mlflow.log_metrics({"rmse": 1.25}, step=1)
        mlflow.set_tag("purpose", "to try")
        mlflow.log_dict({"counts": [1, 2]}, "folder/counts.json")
        mlflow.log_image(np.zeros((4, 4, 3), dtype=np.uint8), "picture.png")
        mlflow.log_text("words", "words.txt")
        mlflow.sklearn.log_model(
            model, name="model", signature=infer_signature(hours, hours[:, :2]), pip_requirements=["scikit-learn==1.0"]
        )
        with mlflow.start_run(run_name="child", nested=True):
            pass
    Progress(learner).hand_in("2.1.2", {"agree": ["MAE"], "spread": 0.5})
    put(learner.space.work / "2_tracking" / "notes.txt", "mine, and more")


def fingerprints(state: State) -> dict[str, str]:
    """A hash of each file, and all that the database says."""
    found = {}
    for folder in (state.workspace.space.artifacts, state.workspace.space.work):
        for path in folder.rglob("*"):
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "a folder"
    with state.opened() as database:
        return found | {"database": "\n".join(database.iterdump())}


@pytest.mark.parametrize(
    "value, other",
    [
        (3, 4), (0.2, 0.3), (100.0, 103.0), (1e-7, 2e-7), (-0.68, -0.6596), (True, False), ("b", "c"), ("2013", "2014"),
        ("0.5", "0.6"), ("True", "False"), ("solar, wind", "solar"), ("forest", "something else"), ([1, 2], [1]),
        ([], ["something else"]),
        ({"a": 1, "b": 2}, {"a": 2, "b": 2}), ({}, "something else"), (None, "something else"), (float("nan"), 0.0),
    ],
)  # fmt: skip
def test_is_a_value_altered_to_another_of_its_kind(value, other):
    assert altered(value) == pytest.approx(other) if isinstance(other, float) else altered(value) == other


def test_is_what_a_check_draws_by_lot_the_same_each_time():
    drawn = []
    for _ in range(2):
        with strength._same_lots():
            drawn.append((SystemRandom().sample(range(1000), 5), SystemRandom().random()))
    assert drawn[0] == drawn[1] != (SystemRandom().sample(range(1000), 5), SystemRandom().random())


MEASURES = """
import sys
from pathlib import Path
from workshop.authoring.strength import measure
from workshop.course import index
course = index.read(Path(sys.argv[1]))
measure(course, course.notebooks[0], lambda words: print(words, flush=True), lambda *_: None)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent in another way there")
def test_does_ctrl_c_leave_nothing_running(sample, tmp_path):
    command = [sys.executable, "-c", MEASURES, str(sample.folder)]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, **APART)
    wait_until(lambda: b"change 2 of" in (tmp_path / "said").read_bytes() or process.poll() is not None, "it measures")
    assert process.poll() is None, (tmp_path / "said").read_text()
    started = [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    process.send_signal(signal.SIGINT)
    process.wait(60)
    assert len(started) >= 3 and process.returncode
    wait_until(lambda: all(gone(pid) for pid in started), "all that it started has ended")


def test_is_every_notebook_measured_as_it_is_now_and_no_check_left_with_a_hole():
    assert strength_table.faults(index.read()) == []
