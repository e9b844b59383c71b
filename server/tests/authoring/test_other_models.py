"""Does each way of making another model of a logged one change what its name says, and nothing else?"""

import shutil

import mlflow.sklearn
import pandas as pd
import pytest
from mlflow.models import Model, infer_signature
from sklearn.datasets import load_iris
from sklearn.linear_model import LinearRegression, LogisticRegression

from workshop.authoring.other_models import ways
from workshop.energy.table import FEATURES, TARGETS
from workshop.paths import GERMANY

CHANGED = {"signature": "signature", "requirement": "requirements", "fitted": "predictions", "of": "predictions"}
NAMES = [
    "signature dropped",
    "requirement scikit-learn altered",
    "fitted on the last rows",
    "fitted on nine tenths of the first rows",
    "fitted on rows by chance",
    "of another kind",
]


def of_the_weather():
    hours = pd.read_csv(GERMANY)
    return LinearRegression(), hours[FEATURES], hours[TARGETS]


def of_irises():
    iris = load_iris(as_frame=True)
    return LogisticRegression(max_iter=1000), iris.data, iris.target_names[iris.target]


@pytest.fixture(scope="module", params=[of_the_weather, of_irises])
def logged(request, tmp_path_factory):
    """The folder of a model, and rows for it to predict."""
    model, given, asked = request.param()
    folder, signature = tmp_path_factory.mktemp("logged") / "model", infer_signature(given, asked)
    mlflow.sklearn.save_model(
        model.fit(given, asked), folder, signature=signature, pip_requirements=["scikit-learn==1.0"]
    )
    return folder, given


def seen(folder, rows) -> dict:
    """What a model's folder says of it, and what it predicts; a classifier's classes may stay where its shares
    change."""
    model = mlflow.sklearn.load_model(folder)
    return {
        "signature": Model.load(folder).signature,
        "requirements": (folder / "requirements.txt").read_text(encoding="utf-8"),
        "predictions": getattr(model, "predict_proba", model.predict)(rows).tolist(),
    }


@pytest.mark.parametrize("name", NAMES)
def test_does_a_way_change_what_its_name_says(logged, name, tmp_path):
    folder, rows = logged
    copied = shutil.copytree(folder, tmp_path / "model")
    before = seen(copied, rows)
    dict(ways(copied))[name]()
    after = seen(copied, rows)
    assert [what for what in before if after[what] != before[what]] == [CHANGED[name.split()[0]]]


def test_are_these_all_the_ways_that_there_are(logged):
    assert [name for name, _ in ways(logged[0])] == NAMES
