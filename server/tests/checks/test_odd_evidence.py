"""Does whatever a learner hands in or leaves behind get one of the six verdicts, and never an error of the check's own?

Straight at the checks, without a kernel: a hundred odd answers and more than a dozen odd runs at each exercise that takes
such a thing. Each odd run has the name that the check looks for, so that it is the one that is looked at.
"""

import json
import math
import os
import time
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction

import mlflow
import numpy as np
import pandas as pd
import pytest
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag
from mlflow.models import infer_signature
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression
from sqlalchemy import Engine, event
from walks import handed_in

from workshop import lesson
from workshop.checks import check_of
from workshop.checks.evidence import FEATURES, TARGETS, Evidence
from workshop.checks.runner import judge
from workshop.course import index
from workshop.learner import work_folder
from workshop.lesson import Unpassed, answer
from workshop.paths import GERMANY
from workshop.progress.store import Progress
from workshop.services import Space, Workspace
from workshop.services.tracking import make_whole

BASE = dict.fromkeys(("r2", "r2_solar", "r2_wind", "rmse"), 0.5)
METRICS = [
    *BASE, "loss", "val_loss", "validation_loss", "cv_rmse", "accuracy", "training_r2_score", "logistic_regression", "tree",
    "logistic_regression_mean", "logistic_regression_std", "tree_mean", "tree_std",
]  # fmt: skip
PARAMS = [
    "model", "features", "train", "test", "n_estimators", "max_depth", "random_state", "epochs", "batch_size", "patience",
    "optimizer_name", "optimizer_learning_rate", "min_samples_leaf", "max_features", "split", "seed", "split_seed", "test_size",
    "validation", "trees", "depth", "fit_intercept",
]  # fmt: skip
ARTIFACTS = [
    "week.png", "curves.png", "history.png", "importances.png", "slice.png", "model_summary.txt", "record.json",
    "result.json", "changes.txt", "study.json", "confusion_matrix.png", "confusion_matrix.json",
]  # fmt: skip
TAGS = [
    "chosen",
    "purpose",
    "best",
    "pruned",
    "choice",
    "choice.reason",
    "rebuilt_from",
    "dirty",
    "data_sha256",
    "estimator_name",
]

# The experiment of each odd run, and the names under which the notebook's checks look for one.
PLACES = {
    "2.1": {"2.1-linear-regression": ["linear regression"]},
    "2.2": {"2.2-random-forest": ["depths"]},
    "2.3": {"2.3-keras": ["network", "linear regression", "random forest"]},
    "2.4": {"2.4-search": ["search"]},
    "2.5": {"2.1-linear-regression": ["linear regression"], "2.5-compare": ["weather, hours", "calendar, hours", "weather, months", "calendar, months"]},
    "2.6": {"2.6-reproduce": ["committed", "committed, rebuilt", "edited", "edited, rebuilt"]},
    "2.7": {"2.7-iris-logistic-regression": ["logistic regression"], "2.7-iris-tree": ["tree"], "2.7-iris": ["splits"]},
}  # fmt: skip
QUIET = {"MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true", "MLFLOW_DISABLE_TELEMETRY": "true"}
NESTED = ("2.2", "2.4")
SUM = [id for notebook in index.read().notebooks for id in handed_in(notebook)]  # the exercises that take an answer


def deep(levels: int) -> list:
    found: list = []
    for _ in range(levels):
        found = [found]
    return found


NUMBERS = [
    0, -1, 1, 2, 0.5, -0.5, 1e-300, 1e300, -1e300, 10**15, 2**31, 2**63, 2**64, 10**400, -(10**400), 10**4000, True, False,
    math.nan, math.inf, -math.inf, 1e16 + 1, 5e-324,
]  # fmt: skip
TEXTS = [
    "", " ", "a", "A ", "b)", "abc", "0", "-0.5", "nan", "None", "null", "[]", "____", "\n", "\x00", "\ud800", "é" * 300, "x" * 4000,
    "ä\u202eb", "<script>alert(1)</script>", "'", '"', "';--", "\\", "%s", "{}", "metrics.rmse < 1", "params.train = 2013",
    "metrics.rmse", "tags.`a", "rmse < 1", "attributes.start_time > 'x'", "params.train = '2013' or 1 = 1", "metrics.rmse < 1e999",
    "params.train LIKE '%'", "metrics.rmse < 'x'", "datasets.name = 'x'", "attributes.run_id IN ('a', 'b')", "0" * 64, "f" * 63,
]  # fmt: skip
LISTS = [
    [],
    [[]],
    [None],
    [1, 2, 3],
    ["RMSE", None],
    ["a"] * 300,
    [math.nan],
    [{}],
    deep(50),
    ["MAE", "MAE"],
    [10**400],
]
DICTS = [
    {}, {"": ""}, {"a": 1}, {"value": None}, {"agree": None, "spread": None}, {"agree": [1], "spread": "x"},
    {"agree": "MAE", "spread": 10**400}, {"agree": [[]], "spread": math.nan}, {"agree": {}, "spread": []}, {"summer": "x", "winter": None},
    {"summer": 10**400, "winter": math.inf}, {"summer": [1], "winter": {}}, {"shuffled": None, "months": ""},
    {"shuffled": 10**400, "months": -1}, {"shuffled": math.nan, "months": math.inf}, {"weather": [], "calendar": {}},
    {"weather": 10**400, "calendar": 1e300}, {"model_rf": ["split"]}, {"model_rf": None}, {"model_rf": {}, "model_keras": []},
    {"model_linreg": "model"}, {"points": None, "lead": None, "error": None, "better": None},
    {"points": 2, "lead": 10**400, "error": 1, "better": "tree"}, {"points": 2.0, "lead": math.nan, "error": [], "better": []},
    {"points": True, "lead": False, "error": "", "better": 1}, {"points": 1e300, "lead": 1e300, "error": 1e300, "better": "neither"},
]  # fmt: skip
ODD = [*NUMBERS, *TEXTS, *LISTS, *DICTS]
# What JSON has no form for, or only by way of the door that an answer goes through.
OBJECTS = [
    object(), print, Evidence, 1 + 2j, b"bytes", Decimal("0.1"), Decimal("NaN"), Fraction(1, 3), np.float32(0.1), np.int8(3),
    np.array([1, 2]), np.array(["a"]), np.array(3.0), np.datetime64("2014-01-01"), pd.Timestamp("2014-01-01"), pd.NaT, pd.NA,
    pd.Series([1, 2]), pd.DataFrame({"a": [1]}), pd.Index(["RMSE"]), {"a"}, {1, "a"}, frozenset(), range(3), (1, 2), {1: 2},
    {(1, 2): 3}, {"a": object()}, deep(100_000), "x" * 10**6, 10**5000, list(range(10**5)), iter([]), lambda: 1,
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Runs and checks on a store of the module's own, in this process: what is tried is the checks, not the way to a server."""
    folder = tmp_path_factory.mktemp("odd")
    before = mlflow.get_tracking_uri()
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("MLFLOW_")]:
            patch.delenv(name)
        for name, value in {"WORKSHOP_WORK": folder / "work", "WORKSHOP_STATE": folder / "state", **QUIET}.items():
            patch.setenv(name, str(value))
        work_folder.prepare(index.read(), folder / "work")
        event.listen(Engine, "connect", in_no_hurry)
        database = folder / "mlflow.db"
        make_whole(database)
        mlflow.set_tracking_uri(f"sqlite:///{database}")
        # No server stands behind this store, so that its probe would call everything that goes wrong a dead service.
        patch.setattr("workshop.checks.runner.probe", lambda address: None)
        yield Desk(folder)
        mlflow.set_tracking_uri(before)
        event.remove(Engine, "connect", in_no_hurry)


def in_no_hurry(connection, _record):
    """SQLite needn't wait for the disk after each of ten thousand changes: nothing of them is kept."""
    connection.execute("PRAGMA synchronous=OFF")


class Desk:
    """Checks at hand, and runs to leave."""

    def __init__(self, folder):
        self.client, self.work = MlflowClient(), folder / "work"
        self.progress = Progress(Workspace(Space(folder / "state", folder / "work"), mlflow.get_tracking_uri()))
        self.lessons = {notebook.id: notebook for notebook in index.read().notebooks}
        store = (folder / "artifacts").as_uri()
        self.ids = {
            name: self.client.create_experiment(name, f"{store}/{name}")
            for n in self.lessons.values()
            for name in n.experiments
        }

    def verdict(self, exercise: str):
        notebook = self.lessons[exercise.rpartition(".")[0]]
        lessons = frozenset(self.ids)
        return judge(
            check_of.find(notebook, exercise),
            exercise,
            Evidence(exercise, notebook.experiment, lessons, self.client, self.progress, GERMANY, self.work),
        )

    def hand_in(self, exercise: str, value) -> None:
        """As if it had been handed in, without the way to the server and back."""
        self.progress._tags[f"answer/{exercise}"] = json.dumps({"value": value, "at": "2026-01-01T00:00:00+00:00"})

    def run(self, experiment: str, name: str, metrics=(), params=(), tags=(), status="FINISHED", parent=None) -> str:
        """Leave a run; `metrics` are (name, value, step)."""
        own = {"mlflow.parentRunId": parent} if parent else {}
        run = self.client.create_run(self.ids[experiment], run_name=name, tags=own).info.run_id
        now = int(time.time() * 1000)
        self.client.log_batch(
            run, [Metric(key, value, now, step) for key, value, step in metrics],
            [Param(key, value) for key, value in params], [RunTag(key, value) for key, value in tags],
        )  # fmt: skip
        if status != "RUNNING":
            self.client.set_terminated(run, status)
        return run

    @contextmanager
    def opened(self, experiment: str, run: str):
        mlflow.set_experiment(experiment_id=self.ids[experiment])
        with mlflow.start_run(run_id=run):
            yield


@pytest.fixture(scope="module")
def hours():
    table = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    return table[table["utc_timestamp"].dt.year == 2013]


@pytest.fixture(scope="module")
def good(desk, hours):
    """Work that lets the checks of answers get as far as they can: the runs that an answer is compared with."""
    linear = desk.run(
        "2.1-linear-regression", "linear regression", [(n, 0.5, 0) for n in BASE], [("train", "2013"), ("test", "2014")]
    )
    with desk.opened("2.1-linear-regression", linear):
        log(LinearRegression().fit(hours[FEATURES], hours[TARGETS]), hours)
    parent = desk.run("2.2-random-forest", "depths", tags=[("purpose", "how deep?")])
    child = desk.run(
        "2.2-random-forest", "depth 2", [(n, 0.5, 0) for n in BASE], tags=[("chosen", "lowest RMSE")], parent=parent
    )
    with desk.opened("2.2-random-forest", child):
        log(RandomForestRegressor(2, max_depth=2).fit(hours[FEATURES], hours[TARGETS]), hours)
    losses = [("val_loss", 10.0 - step, step) for step in range(5)] + [
        ("val_loss", 7.0 + step, 5 + step) for step in range(3)
    ]
    desk.run("2.3-keras", "network", losses, [("epochs", "200")])
    steps = [(name, 0.9 + (seed % 5) / 50, seed) for seed in range(20) for name in ("logistic_regression", "tree")]
    desk.run("2.7-iris", "splits", steps)


def log(model, hours, signed=True, **options):
    given = hours[FEATURES].head(50)
    signature = infer_signature(given, model.predict(given)) if signed else None
    trusted = {"skops_trusted_types": ["sklearn.tree._tree.Tree"]} if isinstance(model, RandomForestRegressor) else {}
    return mlflow.sklearn.log_model(
        model, name="model", signature=signature, pip_requirements=["scikit-learn"], **trusted, **options
    )


def test_are_there_a_hundred_odd_answers():
    assert len(ODD) >= 100


@pytest.mark.parametrize("exercise", SUM)
def test_does_every_odd_answer_get_a_verdict(exercise, desk, good):
    for value in ODD:
        desk.hand_in(exercise, value)
        verdict = desk.verdict(exercise)  # raises where the check does
        assert verdict.found and str(verdict) and verdict._repr_html_()
        assert len(str(verdict)) < 3000, f"a verdict on {str(value)[:40]} fills the page"
        if not verdict.passed:
            assert verdict.try_next, verdict


@pytest.mark.parametrize("value", OBJECTS, ids=lambda value: f"{type(value).__name__}")
def test_is_every_object_kept_as_an_answer_or_refused_in_a_sentence(value, desk, monkeypatch, capsys):
    monkeypatch.setattr(lesson, "_desk", lambda notebook: desk)
    try:
        answer("2.1.5", value)
    except Unpassed as refused:
        assert "can't be handed in" in str(refused) and len(str(refused)) < 300
        return
    assert "handed in" in capsys.readouterr().out
    desk.progress.refresh()
    assert desk.verdict("2.1.5").found


class Odd(mlflow.pyfunc.PythonModel):
    """A model of MLflow's general flavor that gives what it was made for."""

    def __init__(self, gives):
        self.gives = gives

    def predict(self, context, model_input, params=None):
        shapes = {
            "NaN": lambda n: np.full((n, 2), np.nan), "texts": lambda n: np.full((n, 2), "much"), "nothing": lambda n: None,
            "one": lambda n: np.zeros(n), "huge": lambda n: np.full((n, 2), 1e300), "lists": lambda n: [[[1]], [2, 3]],
        }  # fmt: skip
        return shapes[self.gives](len(model_input))


def pyfunc(gives):
    def leave(hours):
        mlflow.pyfunc.log_model(name="model", python_model=Odd(gives), pip_requirements=["mlflow"])

    return leave


class Blind(LinearRegression):
    """Predicts NaN, as a model that was fitted badly does."""

    def predict(self, X):
        return np.full((len(X), 2), np.nan)


def two_models(hours):
    log(LinearRegression().fit(hours[FEATURES], hours[TARGETS]), hours)
    pyfunc("huge")(hours)


def of_nan(hours):
    log(Blind().fit(hours[FEATURES], hours[TARGETS]), hours, serialization_format="cloudpickle")


def unsigned(hours):
    log(
        LinearRegression().fit(hours[["windspeed"]], hours["wind_GW"]),
        hours[["windspeed"]].join(hours[FEATURES[1:]]),
        signed=False,
    )


def of_one_target(hours):
    model = LinearRegression().fit(hours[["windspeed"]], hours["wind_GW"])
    signature = infer_signature(hours[["windspeed"]].head(), model.predict(hours[["windspeed"]].head()))
    mlflow.sklearn.log_model(model, name="model", signature=signature, pip_requirements=[])


def files(content):
    """Leaves all files that checks read, each with this content."""

    def leave(hours):
        for name in ARTIFACTS:
            if content is None:
                mlflow.log_text("inside", f"{name}/inside.txt")
            else:
                _log_bytes(content, name)

    return leave


def _log_bytes(content: bytes, name: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/{name}"
        with open(path, "wb") as file:
            file.write(content)
        mlflow.log_artifact(path)


def flat(value):
    return {"metrics": [(name, value, 0) for name in METRICS]}


def said(text):
    return {"params": [(name, text) for name in PARAMS]}


def tagged(text):
    return {"tags": [(name, text) for name in TAGS]}


OTHER_THINGS = (
    b'{"labels": 3, "counts": null, "metrics": [], "folder": 7, "parameters": {}, "commit": {}, "packages": []}'
)


WELL = {**flat(0.5), **said("2013")}
RUNS = {
    "nothing at all": ({}, None),
    "metrics NaN": (said("2013") | flat(math.nan), files(b"{}")),
    "metrics infinite and parameters below zero": (said("-1") | flat(math.inf), files(b"[1, {}]")),
    "metrics at odd steps": (
        said("1") | {"metrics": [(n, v, s) for n in METRICS for v, s in ((1.0, -3), (math.nan, 7), (2.0, 7), (0.5, 10**12))]},
        None,
    ),
    "twenty steps without a value": (said("50") | {"metrics": [(n, math.nan, s) for n in METRICS for s in range(25)]}, None),
    "parameters of 6 kB and tags of 5": (flat(0.5) | said("9" * 6000) | tagged("x" * 5000), None),
    "parameters as None and tags as True": (flat(0.5) | said("None") | tagged("True"), None),
    "parameters in another script, files of a deep nest": (flat(0.5) | said("٣"), files(b"[" * 100_000)),
    "enormous forests": (flat(0.5) | said("100000000"), None),
    "files that are no text": (WELL, files(b"\xff\xfe\x00\x80" * 100)),
    "files with dictionaries of other things": (WELL, files(OTHER_THINGS)),
    "folders in place of files": (WELL, files(None)),
    "another flavor": (WELL, pyfunc("huge")),
    "another flavor that gives texts": (WELL, pyfunc("texts")),
    "two models": (WELL, two_models),
    "a model that predicts NaN": (WELL, of_nan),
    "a model without signature": (WELL, unsigned),
    "a model of one target": (WELL, of_one_target),
}  # fmt: skip
# Answers with which a check looks at the runs, too.
LIKELY = {
    "2.1.5": -0.5, "2.2.5": 1.0, "2.3.3": 3, "2.5.2": "metrics.rmse < 5 and params.train = '2013'",
    "2.7.6": {"points": 2.0, "lead": 0.01, "error": 0.02, "better": "neither"},
}  # fmt: skip
MODELS = list(RUNS)[12:]
ODD_RUNS = [
    (notebook, odd) for notebook in PLACES for odd in RUNS if not (notebook == "2.6" and odd in MODELS)
]  # 2.6 has none


@pytest.mark.parametrize("notebook, odd", ODD_RUNS, ids=lambda text: text.replace(" ", "-"))
def test_does_every_odd_run_get_a_verdict(notebook, odd, desk, hours):
    kept, leave = RUNS[odd]
    for experiment, names in PLACES[notebook].items():
        for name in names:
            run = desk.run(experiment, name, **kept)
            if leave and name == names[0]:
                with desk.opened(experiment, run):
                    leave(hours)
            if notebook in NESTED:
                nest(desk, experiment, run, kept)
    for exercise in desk.lessons[notebook].exercises:
        if exercise.id in LIKELY:
            desk.hand_in(exercise.id, LIKELY[exercise.id])
        if exercise.id not in SUM or exercise.id in LIKELY:
            verdict = desk.verdict(exercise.id)  # raises where the check does
            assert len(str(verdict)) < 3000, verdict
            assert verdict.passed or verdict.try_next, verdict


def nest(desk, experiment: str, run: str, kept: dict) -> None:
    """Children of every kind: as odd as the run, unfinished, failed, and nested in one another."""
    odd = desk.run(
        experiment, "trial 0", parent=run, **kept | {"tags": [*kept.get("tags", ()), ("chosen", "lowest RMSE")]}
    )
    desk.run(experiment, "trial 1", parent=run, status="RUNNING")
    desk.run(experiment, "trial 2", parent=run, status="FAILED", tags=[("chosen", ""), ("best", "true")])
    desk.run(experiment, "trial 3", parent=odd, **kept)


def test_does_an_experiment_that_was_deleted_leave_every_check_a_verdict(desk):
    for id in desk.ids.values():
        desk.client.delete_experiment(id)
    try:
        for notebook in desk.lessons.values():
            for exercise in notebook.exercises:
                assert desk.verdict(exercise.id).found
    finally:
        for id in desk.ids.values():
            desk.client.restore_experiment(id)
