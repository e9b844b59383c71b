"""Is what catching up left the same in a copy, with ids of its own, and executed once?"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import mlflow
import numpy as np
import pytest
from course_samples import leaving
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression
from sqlalchemy import NullPool, create_engine

from workshop.authoring import scratch_services
from workshop.course import index
from workshop.learner import catch_up, prerequisites, snapshot
from workshop.progress.store import Progress
from workshop.services import Space, Workspace

MODEL = "germany-forecast"


@pytest.fixture
def store(services):
    """The database and the artifacts' folder of the tests' services."""
    space = services.workspace.space
    return create_engine(space.database_address, poolclass=NullPool), space.artifacts


@pytest.fixture
def empty(learner):
    """What makes a new workspace on the same services."""

    def get(name):
        learner.client().create_workspace(f"{learner.name}-{name}"[-63:])
        return replace(learner, name=f"{learner.name}-{name}"[-63:])

    return get


def fill(workspace):
    """Two runs, a model, its version with an alias, artifacts and notes on progress."""
    client, hours = workspace.client(), np.arange(6.0).reshape(-1, 1)
    Progress(workspace).hand_in("2.1.5", 7.5)
    mlflow.set_experiment("2.1-sample")
    with mlflow.start_run(run_name="fitted") as run:
        mlflow.log_params({"depth": 3})
        mlflow.log_metrics({"r2": 0.5, "lost": float("nan")})
        for step in range(3):
            mlflow.log_metric("loss", 1 / (step + 1), step=step)
        model = LinearRegression().fit(hours, hours)
        logged = mlflow.sklearn.log_model(model, name="model", signature=infer_signature(hours, hours))
        mlflow.log_text(f"made by {run.info.run_id}", "notes/made.txt")
        mlflow.log_input(mlflow.data.from_numpy(hours, name="hours"))
        with mlflow.start_run(run_name="child", nested=True):
            mlflow.set_tag("of", run.info.run_id)
    mlflow.register_model(f"models:/{logged.model_id}", MODEL)
    client.set_registered_model_alias(MODEL, "champion", "1")


def found(workspace):
    """What a learner sees of `fill`'s work, ids apart; the ids by themselves."""
    with workspace.entered():
        client = workspace.client()
        experiment = client.get_experiment_by_name("2.1-sample").experiment_id
        child, run = sorted(client.search_runs([experiment]), key=lambda run: run.info.run_name)
        version = client.get_model_version_by_alias(MODEL, "champion")
        model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
        ids = {run.info.run_id, child.info.run_id, version.source.rpartition("/")[2], experiment}
        assert child.data.tags["mlflow.parentRunId"] == child.data.tags["of"] == version.run_id == run.info.run_id
        assert run.outputs.model_outputs[0].model_id in ids and model.metadata.run_id == run.info.run_id
        text = mlflow.artifacts.load_text(f"{run.info.artifact_uri}/notes/made.txt")
        assert text == f"made by {run.info.run_id}"
        losses = [point.value for point in client.get_metric_history(run.info.run_id, "loss")]
        seen = [
            run.data.params,
            repr(run.data.metrics),
            losses,
            run.inputs.dataset_inputs[0].dataset.name,
            child.info.run_name,
            model.predict(np.array([[9.0]])).round(6).tolist(),
            run.info.start_time,
            Progress(workspace).answer("2.1.5"),
        ]
    return seen, ids


def test_is_a_copy_the_same_with_ids_of_its_own_as_often_as_it_is_put(learner, empty, store, tmp_path):
    fill(learner)
    seen, ids = found(learner)
    snapshot.take(learner, *store, tmp_path / "kept")
    for name in ("first", "second"):
        copy = empty(name)
        snapshot.put(tmp_path / "kept", copy, *store)
        again, others = found(copy)
        assert again == seen and not ids & others
        ids |= others
    assert found(learner)[0] == seen


def test_is_the_identity_of_a_space_not_copied(learner, empty, store, tmp_path):
    Progress(learner).claim()
    snapshot.take(learner, *store, tmp_path / "kept")
    copy = empty("other")
    snapshot.put(tmp_path / "kept", copy, *store)
    assert "identity" in Progress(learner).tags and "identity" not in Progress(copy).tags


def test_is_what_is_needed_executed_once_and_copied_from_then_on(chain, learner, services, monkeypatch):
    executed, bring = [], catch_up.bring

    def counted(course, notebooks, *rest):
        executed.extend(notebook.id for notebook in notebooks)
        return bring(course, notebooks, *rest)

    monkeypatch.setattr(catch_up, "bring", counted)
    leaving(chain.notebooks[0], "left.py", "left = 1")
    chain = index.read(chain.folder)
    needed = list(chain.notebooks[:2])
    for name, wanted in (("one", needed), ("two", needed), ("three", needed[:1]), ("four", list(chain.notebooks))):
        workspace = scratch_services.enter(chain, services.workspace, f"{learner.name} {name}", wanted)
        assert not prerequisites.unmet(wanted, Progress(workspace))
        assert (workspace.space.work / "left.py").read_text() == "left = 1"
    assert executed == ["2.1", "2.2", "2.3"]


def test_do_two_that_need_some_of_the_same_execute_each_notebook_once(chain, tmp_path, monkeypatch):
    executed = []

    def bring(course, notebooks, workspace, step):
        time.sleep(0.2)
        executed.append(notebooks[0].id)

    monkeypatch.setattr(scratch_services.catch_up, "bring", bring)
    monkeypatch.setattr(scratch_services.snapshot, "put", lambda *_: None)
    monkeypatch.setattr(scratch_services.snapshot, "take", lambda *given: given[3].mkdir(parents=True))
    workspace = Workspace(Space(tmp_path / "state", tmp_path / "work"))
    with ThreadPoolExecutor(2) as pool:
        needed = (list(chain.notebooks[:count]) for count in (2, 3))
        for one in [pool.submit(scratch_services._bring, chain, each, workspace, tmp_path / "all") for each in needed]:
            one.result()
    assert sorted(executed) == [notebook.id for notebook in chain.notebooks[:3]]


def test_does_a_snapshot_that_was_broken_off_leave_nothing_that_counts(learner, store, tmp_path, monkeypatch):
    fill(learner)
    monkeypatch.setattr(snapshot.shutil, "copytree", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        snapshot.take(learner, *store, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()
    monkeypatch.undo()
    snapshot.take(learner, *store, tmp_path / "kept")
    assert (tmp_path / "kept").exists()
