"""What the tests share: services for the whole session, and a workspace of its own for each test that asks."""

import os
import uuid

import pytest

from workshop.services import Space, running


@pytest.fixture(scope="session")
def services():
    """Tracking server and artifact store on free ports, in a space that is gone afterwards."""
    with Space.temporary() as space, running(space, workspaces=True) as up:
        yield up


@pytest.fixture
def learner(services, monkeypatch):
    """An empty MLflow workspace, with this process's environment leading to it; gives the running services.

    A new workspace has no experiment named Default, so one is made and set.
    """
    import mlflow

    for name, value in services.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("MLFLOW_WORKSPACE", raising=False)
    name = f"test-{uuid.uuid4().hex[:12]}"
    mlflow.set_tracking_uri(services.tracking_uri)
    mlflow.create_workspace(name)
    monkeypatch.setenv("MLFLOW_WORKSPACE", name)
    mlflow.set_experiment("a test")
    yield services
    while mlflow.active_run():
        mlflow.end_run()
    for name in ("MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_ID"):
        os.environ.pop(name, None)
