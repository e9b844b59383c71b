"""Can one process examine two learners by turns, each with an account and a workspace of their own?"""

import base64
import threading
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import mlflow
import pandas as pd
import pytest
import requests
from learner_runs import PARAMETERS
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression

from workshop.course import index
from workshop.energy import arrivals
from workshop.energy.simulate import simulate
from workshop.energy.table import FEATURES, TARGETS, write_csv
from workshop.learner.desk import Desk
from workshop.services import Space
from workshop.services.ports import LOOPBACK

COURSE = index.read()
LESSON = COURSE.notebook("2.1")


@pytest.fixture
def door(services):
    """The address of a server that lets nobody in but ann and bob, each to the workspace of their name, and asks the
    tracking server behind it."""
    refused, behind = [], services.workspace.tracking_uri

    class Door(BaseHTTPRequestHandler):
        def answer(self):
            said = base64.b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
            user, _, password = said.partition(":")
            asked = self.headers.get("X-MLFLOW-WORKSPACE")
            if self.path != "/health" and (password != f"{user}'s" or asked not in (None, f"of-{user}")):
                refused.append((self.path, user, asked))
                self.send_error(401)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kept = {
                name: value for name, value in self.headers.items() if name.lower() not in ("host", "authorization")
            }
            reply = requests.request(self.command, behind + self.path, headers=kept, data=body, timeout=60)
            self.send_response(reply.status_code)
            for name, value in reply.headers.items():
                if name.lower() not in ("transfer-encoding", "content-encoding", "content-length", "connection"):
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
            self.wfile.write(reply.content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer((LOOPBACK, 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{LOOPBACK}:{server.server_port}", refused
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def learners(services, door, tmp_path, monkeypatch):
    """Two workspaces behind the door: ann has the run and the model of 2.1, bob the run alone, and no parameter
    train."""
    address, _ = door
    for name in ("MLFLOW_WORKSPACE", "MLFLOW_TRACKING_URI"):
        monkeypatch.delenv(name, raising=False)
    found = {}
    for user in ("ann", "bob"):
        space = Space(tmp_path / user / "state", tmp_path / user / "work")
        space.work.mkdir(parents=True)
        found[user] = replace(
            services.workspace, space=space, tracking_uri=address, name=f"of-{user}", account=(user, f"{user}'s")
        )
        MlflowClient(
            services.workspace.tracking_uri, workspace_store_uri=services.workspace.tracking_uri
        ).create_workspace(f"of-{user}")
    leave(found["ann"], PARAMETERS, model=True)
    leave(found["bob"], {name: value for name, value in PARAMETERS.items() if name != "train"}, model=False)
    return found


def leave(workspace, parameters, model: bool) -> None:
    """A learner's work in their own workspace, as they would leave it."""
    desk = Desk(COURSE, LESSON, workspace)
    desk.open()
    mlflow.set_tracking_uri(workspace.tracking_uri)
    with workspace.entered():
        mlflow.set_experiment(LESSON.experiment)
        with mlflow.start_run(run_name="linear regression"):
            mlflow.log_params(parameters)
            if model:
                hours = pd.read_csv(desk.data, parse_dates=["utc_timestamp"])
                hours = hours[hours["utc_timestamp"].dt.year == 2013]
                features, targets = hours[FEATURES], hours[TARGETS]
                mlflow.sklearn.log_model(
                    LinearRegression().fit(features, targets), name="model", input_example=features.head(3)
                )


def test_does_each_of_two_learners_get_their_own_evidence_twenty_times_by_turns(learners, door):
    """With a model to download: MLflow's own threads fetch it."""
    desks = {user: Desk(COURSE, LESSON, workspace) for user, workspace in learners.items()}
    for _ in range(10):
        for user, desk in desks.items():
            first, second = (desk.examine(COURSE.exercise(id)) for id in ("2.1.1", "2.1.2"))
            if user == "ann":
                assert first.passed and second.passed, (first, second)
            else:
                assert "lacks the parameter" in first.found and not second.passed, (first, second)
    _, refused = door
    assert not refused
    for user, workspace in learners.items():
        kept = Desk(COURSE, LESSON, workspace).progress
        assert bool(kept.passed("2.1.1")) == (user == "ann")


@pytest.fixture
def in_april(learner):
    """The desk of a notebook in April 2015, in a learner's folder where more has arrived already."""
    arrivals.arrive("2015-06", learner.space.work / arrivals.FOLDER)
    return Desk(COURSE, replace(LESSON, today=date(2015, 4, 7)), learner)


def test_does_a_notebook_see_no_month_after_its_today(in_april):
    in_april.open()
    assert [path.name for path in in_april.arrived] == ["2015-01.csv", "2015-02.csv", "2015-03.csv"]
    assert {path.parent for path in in_april.arrived} == {in_april.work / arrivals.FOLDER}


def test_does_what_has_arrived_come_with_the_opening_cell_and_stay_the_learners(in_april):
    own = in_april.work / arrivals.FOLDER
    (own / "2015-02.csv").unlink()
    (own / "2015-03.csv").write_text("edited", encoding="utf-8")
    assert (own / "2015-02.csv") not in in_april.arrived
    in_april.open()
    assert (own / "2015-02.csv") in in_april.arrived
    assert (own / "2015-03.csv").read_text(encoding="utf-8") == "edited"


def test_are_the_months_of_another_series_those_that_arrive(in_april, learner, tmp_path):
    write_csv(simulate().assign(wind_GW=7.0), tmp_path / "another.csv")
    desk = Desk(COURSE, in_april.notebook, replace(learner, data=tmp_path / "another.csv"))
    assert {pd.read_csv(path)["wind_GW"].unique().item() for path in desk.arrived} == {7.0}
