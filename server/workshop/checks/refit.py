"""A model fitted again from the parameters that a run has."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, Protocol, Self, TypeVar

import pandas as pd
from mlflow.entities import Run
from sklearn.ensemble import RandomForestRegressor

from workshop.checks import expect
from workshop.checks.run_contents import crash
from workshop.energy.table import FEATURES, TARGETS

MOST_TREES = 200  # of a forest that is fitted again: it must end
LEFT_ASIDE = {"n_jobs", "verbose", "warm_start", "oob_score", "criterion", "monotonic_cst"}  # irrelevant here, or slow


class Estimator(Protocol):
    """What is asked of a model of scikit-learn's, which says nothing of its types itself."""

    def get_params(self) -> dict[str, Any]: ...

    def fit(self, X: pd.DataFrame, y: pd.DataFrame, /) -> Self: ...

    def predict(self, X: pd.DataFrame, /) -> Any: ...


Fitted = TypeVar("Fitted", bound=Estimator)


def fitted_again(run: Run, made: Callable[..., Fitted], train: pd.DataFrame, what: str) -> Fitted:
    """A model of the class `made`, with those of its parameters that the run has, fitted on the hours `train`.

    Raises Wrong for a forest that would take too long; Crashed, which begins with `what`, where fitting fails.
    """
    known = made().get_params()
    if "n_estimators" in known and "n_estimators" in run.data.params:
        expect.whole(
            run,
            "n_estimators",
            1,
            MOST_TREES,
            "The check fits the model again, from its parameters: give it fewer trees.",
        )
    parameters = {name: value(text) for name, text in run.data.params.items() if name in known}
    parameters |= {name: setting for name, setting in {"n_jobs": -1, "verbose": 0}.items() if name in known}
    with crash(what):
        return made(**parameters).fit(train[FEATURES], train[TARGETS])


def value(text: str) -> object:
    """A parameter's value from the text that MLflow keeps of it."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return text


def forest_settings(
    run: Run, limits: Mapping[str, tuple[int, int]], try_next: str, share: float = 0.0
) -> dict[str, object]:
    """A random forest's parameters as a run has them: those of `limits`, which must be there, as whole numbers, and all
    others that such a forest has."""
    with expect.earned(share):
        expect.params(run, limits, try_next)
        mend = "Log the whole number that the forest was made with, and run the cell again."
        whole = {name: expect.whole(run, name, *ends, mend) for name, ends in limits.items()}
    others = set(RandomForestRegressor().get_params()) & set(run.data.params) - set(whole) - LEFT_ASIDE
    return {name: value(run.data.params[name]) for name in others} | whole
