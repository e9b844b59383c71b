"""Does whatever run a learner leaves get one of the six verdicts, and never an error of the check's own?

Straight at the checks, without a kernel. Each odd run has the name that the check looks for, so that it is the one that is
looked at.
"""

import math

import mlflow
import numpy as np
import pytest
from mlflow.models import infer_signature
from sklearn.linear_model import LinearRegression
from store_at_hand import BASE, log
from walks import handed_in

from workshop.course import index
from workshop.energy.table import FEATURES, TARGETS

METRICS = [
    *BASE, "loss", "val_loss", "validation_loss", "cv_rmse", "accuracy", "training_r2_score", "logistic_regression", "tree",
    "logistic_regression_mean", "logistic_regression_std", "tree_mean", "tree_std", "rmse_solar", "rmse_wind",
    "size_mb", "solar", "wind", "mean",
]  # fmt: skip
PARAMS = [
    "model", "features", "train", "test", "n_estimators", "max_depth", "random_state", "epochs", "batch_size", "patience",
    "optimizer_name", "optimizer_learning_rate", "min_samples_leaf", "max_features", "split", "seed", "split_seed", "test_size",
    "validation", "trees", "depth", "fit_intercept", "version", "month",
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
    "gate",
    "gate.reason",
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
    "3.2": {"3.2-champion": ["champion, January"]},
    "3.3": {"3.3-inside-a-model": ["neighbours"]},
    "3.4": {"3.4-gate": ["champion", "challenger", "too eager", "gate: challenger", "gate: too eager", "gate: made up", "gate: no numbers", "gate: both faults"]},
    "3.5": {"3.5-rollback": ["Friday's forest"], "promotions": ["champion to version 1"]},
    "4.1": {"4.1-project": ["a run"]},
}  # fmt: skip
NESTED = ("2.2", "2.4")
SUM = [id for notebook in index.read().notebooks for id in handed_in(notebook)]  # the exercises that take an answer


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
    "3.3.1": {"linear regression": ["skops"], "forest": [], "network": []},
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
