"""Do the services start, say what happens, keep what they hold, and go?"""

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import requests

from workshop.services import ServiceError, Space, opening, ports, processes, running, status, stop
from workshop.services.processes import AlreadyRunning

PATIENCE = 300
HOLD = (
    "import sys, time; from pathlib import Path; from workshop.services import Space, running\n"
    "with running(Space(Path(sys.argv[1]), Path(sys.argv[2])), lab=len(sys.argv) > 3) as up:\n"
    "    print('up', flush=True)\n"
    "    up.watch()\n"
)


@pytest.fixture
def space(tmp_path):
    folder = tmp_path / "späces and 雪"
    yield Space(folder / "state", folder / "work")
    stop(Space(folder / "state", folder / "work"))


@pytest.fixture(params=["cold", "forked"])
def both(request):
    """The test runs with services that start as on a person's machine, and with forked ones."""
    if request.param == "cold":
        request.getfixturevalue("cold")
    elif sys.platform != "linux":
        pytest.skip("services are forked on Linux only")


def hold(space: Space, *lab: str) -> subprocess.Popen:
    """A process that holds the services of `space`, JupyterLab too where asked; returns once they answer."""
    parent = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(space.state), str(space.work), *lab], stdout=subprocess.PIPE, text=True
    )
    for line in parent.stdout:
        if line.strip() == "up":
            return parent
    raise AssertionError("the services did not start")


def service_processes(space: Space) -> list[psutil.Process]:
    return [psutil.Process(found["pid"]) for found in space.running()["services"].values()]


def half_migrated(database: Path) -> bool:
    """Whether MLflow has made its first tables and begun to change them."""
    with closing(sqlite3.connect(database)) as connection:
        return ("alembic_version",) in connection.execute("SELECT name FROM sqlite_master").fetchall()


def wait_until(condition, what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.2)


def test_is_what_was_logged_there_after_a_restart(space):
    from mlflow import MlflowClient

    with running(space) as up:
        client = MlflowClient(up.workspace.tracking_uri)
        run = client.create_run("0")
        client.log_metric(run.info.run_id, "kept", 1.5)
        client.log_text(run.info.run_id, "kept too", "note.txt")
    assert not space.pid_file.exists()
    with running(space) as up:
        client = MlflowClient(up.workspace.tracking_uri)
        assert client.get_run(run.info.run_id).data.metrics == {"kept": 1.5}
        with_store = client.download_artifacts(run.info.run_id, "note.txt")
        assert Path(with_store).read_text() == "kept too"


def test_does_a_second_start_say_where_the_first_one_is(space):
    with running(space) as up:
        with pytest.raises(AlreadyRunning, match=up.workspace.tracking_uri), running(space):
            pass
        assert all(healthy for _, _, healthy in status(space)), "the second start disturbed the first"


def test_does_no_process_outlive_a_parent_killed_outright(space, both):
    parent = hold(space)
    left = service_processes(space)
    assert len(left) == 2
    parent.kill()
    parent.wait()
    wait_until(
        lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in left), "services are gone"
    )
    said = []
    with running(space, report=said.append):
        assert any("not stopped in the ordinary way" in line for line in said)


@pytest.mark.parametrize("end", [psutil.Process.kill, psutil.Process.terminate], ids=["killed", "stopped"])
def test_do_jupyterlab_and_its_kernels_go_with_the_parent(space, end):
    import requests

    parent = hold(space, "with JupyterLab")
    found = space.running()["services"]["lab"]
    token = {"Authorization": f"token {found['token']}"}
    requests.post(f"{found['address']}/api/kernels", headers=token, timeout=PATIENCE).raise_for_status()
    tree = [p for service in service_processes(space) for p in [service, *service.children(recursive=True)]]
    kernels = {"ipykernel_launcher", "workshop.kernels.forkserver"}
    assert any(kernels & set(process.cmdline()) for process in tree)
    end(psutil.Process(parent.pid))
    parent.wait(PATIENCE)
    wait_until(lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in tree), "all are gone")


def test_does_the_next_start_end_what_a_parent_left(space):
    """A service that holds on (stopped, so that it can't follow its parent) is ended by the next start."""
    parent = hold(space)
    left = service_processes(space)
    for process in left:
        process.suspend()
    parent.kill()
    parent.wait()
    said = []
    try:
        with running(space, report=said.append):
            assert any("2 processes were left" in line for line in said), said
            assert not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in left)
    finally:
        for process in left:
            if process.is_running():
                process.kill()


def test_does_a_first_start_that_was_killed_while_it_made_the_database_leave_nothing_in_the_way(space, cold):
    parent = subprocess.Popen([sys.executable, "-c", HOLD, str(space.state), str(space.work)])
    wait_until(lambda: any(map(half_migrated, space.state.rglob("mlflow.db"))), "the database is half made")
    begun = [psutil.Process(parent.pid), *psutil.Process(parent.pid).children(recursive=True)]
    for process in begun:
        process.kill()
    parent.wait()
    with running(space):
        assert all(healthy for _, _, healthy in status(space))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_does_a_signal_stop_everything(space, how, both):
    parent = hold(space)
    left = service_processes(space)
    parent.send_signal(how)
    parent.wait(PATIENCE)
    wait_until(
        lambda: not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in left), "services are gone"
    )


def test_does_stop_from_another_process_leave_nothing(space):
    parent = hold(space)
    left = service_processes(space)
    stopped = stop(space)
    parent.wait(PATIENCE)
    assert stopped == ["store", "tracking"]
    assert not any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in left)
    assert not space.pid_file.exists()


def test_is_a_service_that_dies_started_again(space, both):
    parent = hold(space)
    store = space.running()["services"]["store"]
    psutil.Process(store["pid"]).kill()

    def back():
        now = space.running()["services"]["store"]
        return now["pid"] != store["pid"] and all(healthy for _, _, healthy in status(space))

    wait_until(back, "the store is back")
    parent.terminate()
    parent.wait(PATIENCE)


def test_is_a_taken_port_passed_over_and_said(space, monkeypatch):
    with socket.socket() as taken:
        taken.bind((ports.LOOPBACK, 0))
        taken.listen()
        number = taken.getsockname()[1]
        monkeypatch.setenv("WORKSHOP_TRACKING_PORT", str(number))
        monkeypatch.setenv("WORKSHOP_STORE_PORT", str(ports.any_free()))
        said = []
        with running(space, usual_ports=True, report=said.append) as up:
            assert any(f"Port {number} is taken" in line for line in said)
            assert up.services["tracking"].port != number


def test_is_a_port_that_is_none_refused_by_name(monkeypatch):
    monkeypatch.setenv("WORKSHOP_LAB_PORT", "80x")
    with pytest.raises(ports.PortError, match="WORKSHOP_LAB_PORT.*80x"):
        ports.usual("lab")


def test_does_a_service_that_cannot_start_say_why_and_where(space, both):
    space.state.mkdir(parents=True)
    space.database.write_text("this is not a database, and it is long enough to be taken for a header" * 3)
    with pytest.raises(ServiceError) as refused, running(space):
        pass
    text = str(refused.value)
    assert "tracking server ended by itself" in text and "not a database" in text and "tracking.log" in text
    assert "Fatal Python error" not in text
    assert not space.pid_file.exists()


def test_do_the_services_listen_on_loopback_only(services):
    for service in services.services.values():
        listening = [c.laddr.ip for c in psutil.Process(service.process.pid).net_connections() if c.status == "LISTEN"]
        assert listening == ["127.0.0.1"]


def test_is_there_one_tracking_process_and_no_job_runner(services):
    assert psutil.Process(services.services["tracking"].process.pid).children() == []


def test_does_mlflows_first_page_keep_its_assistant_shut(services):
    page = requests.get(f"{services.workspace.tracking_uri}/", timeout=60)
    assert int(page.headers["content-length"]) == len(page.content)
    for name, value in opening.SETTINGS.items():
        assert f"'{name}': '{value}'" in page.text
    assert page.text.index("localStorage") < page.text.index("<script", page.text.index("localStorage"))


def test_is_telemetry_off_in_the_services_and_in_the_kernels(services):
    """By the variable that MLflow itself reads; where no network is, its pages can't tell."""
    from mlflow.environment_variables import MLFLOW_DISABLE_TELEMETRY

    environments = [psutil.Process(service.process.pid).environ() for service in services.services.values()]
    for environment in (*environments, services.workspace.environment()):
        assert environment[MLFLOW_DISABLE_TELEMETRY.name] == "true"


def test_is_the_store_refused_to_whoever_lacks_the_password(services):
    import ftplib

    with ftplib.FTP() as ftp:
        ftp.connect(ports.LOOPBACK, services.services["store"].port)
        with pytest.raises(ftplib.error_perm, match="530"):
            ftp.login("mlflow", "guess")


def test_does_a_learner_never_see_the_password(learner, services):
    import mlflow

    password = services.services["store"].settings["password"]
    with mlflow.start_run() as run:
        mlflow.log_text("x", "x.txt")
    assert password not in json.dumps(run.to_dictionary()) and password not in json.dumps(learner.environment())
    assert password not in learner.space.pid_file.read_text()
    for service in services.services.values():
        assert password not in " ".join(psutil.Process(service.process.pid).cmdline())
        assert password not in service.log.read_text()


@pytest.fixture
def requests_made(monkeypatch):
    """The paths of all HTTP requests from here on, retries included."""
    import urllib3.connectionpool

    made, plain = [], urllib3.connectionpool.HTTPConnectionPool._make_request

    def counted(self, connection, method, url, *args, **kwargs):
        made.append(f"{method} {url}")
        return plain(self, connection, method, url, *args, **kwargs)

    monkeypatch.setattr(urllib3.connectionpool.HTTPConnectionPool, "_make_request", counted)
    return made


def test_do_models_and_runs_addresses_load_at_once(learner, requests_made):
    import mlflow
    import numpy as np
    from sklearn.linear_model import LinearRegression

    inputs = np.arange(6.0).reshape(-1, 1)
    with mlflow.start_run() as run:
        fitted = LinearRegression().fit(inputs, inputs[:, 0])
        logged = mlflow.sklearn.log_model(fitted, name="model", pip_requirements=["scikit-learn"])
    for address in (logged.model_uri, f"runs:/{run.info.run_id}/model"):
        requests_made.clear()
        loaded = mlflow.sklearn.load_model(address)
        assert loaded.predict(inputs).round(6).tolist() == inputs[:, 0].tolist()
        repeated = {path for path in requests_made if requests_made.count(path) > 2}
        assert not repeated, f"{address} was retried: {repeated}"


def test_does_a_request_that_always_fails_end_in_a_quarter_of_a_minute_and_bridge_a_restart(learner, monkeypatch):
    """A run's id in place of a model's is answered by an error of the server's own, which MLflow takes for a passing
    one."""
    import mlflow
    from urllib3.util import retry

    waited, clock = [], SimpleNamespace(time=time.time, sleep=lambda seconds: waited.append(seconds))
    monkeypatch.setattr(retry, "time", clock)
    with mlflow.start_run() as run:
        pass
    with pytest.raises(mlflow.MlflowException, match="500 error responses"):
        mlflow.register_model(f"models:/{run.info.run_id}", "a-name")
    assert 12 < sum(waited) < 20, waited


def test_can_artifacts_be_deleted_through_the_proxy(learner, requests_made):
    import mlflow
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    with mlflow.start_run() as run:
        mlflow.log_text("x", "folder/näme with spaces.txt")
        mlflow.log_text("y", "kept.txt")
    repository = get_artifact_repository(run.info.artifact_uri)
    requests_made.clear()
    repository.delete_artifacts("folder")
    repository.delete_artifacts("folder")
    assert [item.path for item in repository.list_artifacts()] == ["kept.txt"]
    assert len([path for path in requests_made if path.startswith("DELETE")]) == 2, "a deletion was retried"


def test_do_names_with_spaces_and_other_alphabets_survive_the_store(learner, tmp_path):
    import mlflow

    with mlflow.start_run() as run:
        mlflow.log_text("Schnee", "tief/雪 und Wind.txt")
    listed = mlflow.MlflowClient().list_artifacts(run.info.run_id, "tief")
    assert [item.path for item in listed] == ["tief/雪 und Wind.txt"]
    path = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=listed[0].path, dst_path=tmp_path)
    assert Path(path).read_text(encoding="utf-8") == "Schnee"


def test_does_only_a_database_that_goes_again_not_wait_for_the_disk(tmp_path):
    def lasting(space):
        return processes._plan(space, False, (), False, False, print)["tracking"].settings["lasting"]

    with Space.temporary() as scratch:
        assert not lasting(scratch)
    assert lasting(Space(tmp_path / "state", tmp_path / "work"))
