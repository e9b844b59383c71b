"""The wines, cut as wine.py cuts them, and what is computed from them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
from sklearn.datasets import load_wine
from sklearn.linear_model import ElasticNet
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

TEST = 60


@cache
def every() -> tuple[pd.DataFrame, pd.Series]:
    """The measurements of all wines, and their alcohol (% by volume)."""
    wines: pd.DataFrame = load_wine(as_frame=True).data
    return wines.drop(columns="alcohol"), wines["alcohol"]


@cache
def tables() -> tuple[pd.DataFrame, pd.DataFrame, pd.Series, pd.Series]:
    """Measurements to learn from and to be judged on, and the alcohol of both."""
    wines, alcohol = every()
    known, unseen, learned, truth = train_test_split(wines, alcohol, test_size=TEST, random_state=0)
    return known, unseen, learned, truth


def fitted(alpha: float, l1_ratio: float, wines: pd.DataFrame, alcohol: pd.Series) -> Pipeline:
    """The project's model with these settings, fitted on these wines."""
    model: Pipeline = make_pipeline(StandardScaler(), ElasticNet(alpha=alpha, l1_ratio=l1_ratio)).fit(wines, alcohol)
    return model


@cache
def _folds() -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
    """The wines to learn from in five folds: those to fit on, scaled, their alcohol, those held out, scaled, theirs."""
    known, _, alcohol, _ = tables()
    table, truth, found = known.to_numpy(), alcohol.to_numpy(), []
    for rest, held in KFold(5, shuffle=True, random_state=0).split(table):
        scaler = StandardScaler().fit(table[rest])
        found.append((scaler.transform(table[rest]), truth[rest], scaler.transform(table[held]), truth[held]))
    return found


def cross_validated(alpha: float, l1_ratio: float) -> float:
    """The error that a trial with these settings should report, from the wines to learn from."""
    model = ElasticNet(alpha=alpha, l1_ratio=l1_ratio)
    errors = [
        root_mean_squared_error(truth, model.fit(wines, alcohol).predict(unseen))
        for wines, alcohol, unseen, truth in _folds()
    ]
    return float(np.mean(errors))


def error(model: Pipeline, wines: pd.DataFrame, alcohol: pd.Series) -> float:
    """The RMSE of a model's predictions, % of alcohol."""
    return float(root_mean_squared_error(alcohol, model.predict(wines)))
