"""The scores of a forecast of both targets, and whether those of a run are what its model really scores."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from sklearn.metrics import r2_score, root_mean_squared_error

from workshop.checks.evidence import FILL, Evidence
from workshop.checks.expect import near
from workshop.checks.refit import Estimator
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

ALL = ("r2", "r2_solar", "r2_wind", "rmse")
SAME = 0.0005  # of a score without a unit, and of an error in GW
Predict = Callable[[pd.DataFrame], pd.DataFrame]  # hours in, a column a target out, GW


def scores(truth: pd.DataFrame, predicted: pd.DataFrame) -> dict[str, float]:
    """R2 over both targets and for each, and RMSE, the mean of the targets' own, in GW."""
    each = r2_score(truth[TARGETS], predicted[TARGETS], multioutput="raw_values")
    rmse = root_mean_squared_error(truth[TARGETS], predicted[TARGETS])
    return {"r2": float(each.mean()), "r2_solar": float(each[0]), "r2_wind": float(each[1]), "rmse": float(rmse)}


def predictor(model: Estimator, features: list[str] = FEATURES) -> Predict:
    """What a fitted model of scikit-learn's predicts from these columns, as a table."""

    def predict(hours: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(model.predict(hours[features]), columns=TARGETS, index=hours.index)

    return predict


def same(given: float, expected: float) -> bool:
    return near(given, expected, SAME)


def honest(
    evidence: Evidence,
    train: int,
    test: int,
    names: Sequence[str] = ALL,
    predict: Predict | None = None,
    whose: str = "the run's own model",
) -> dict[str, float]:
    """The scores `names` that the evidence's run has logged. Raises NotAttempted where there are none, Wrong where one
    is missing or isn't what the run's model, which has learned from the year `train`, really scores on the year `test`.

    `predict` is used in place of the logged model; `whose` is what a verdict calls that model.
    """
    predict = predict or evidence.predictions
    run, hours = evidence.run, evidence.year(test)
    given = {name: run.data.metrics[name] for name in names if name in run.data.metrics}
    if not given:
        raise _none(evidence, names)
    expected = scores(hours, predict(hours))
    right = [name for name in given if same(given[name], expected[name])]
    share = len(right) / len(names)
    for name in names:
        if name not in given:
            raise Wrong(
                f"The run {run.info.run_name} lacks the metric {name}.", "Log all of them with one log_metrics.", share
            )
        if name not in right:
            raise Wrong(
                f"{name} is logged as {given[name]:.4f}, but {whose} scores {expected[name]:.4f} on {test}.",
                f"{_slip(evidence, train, test, predict, name, given[name])} Compute it from what model.predict gives "
                f"for {test}.",
                share,
            )
    return given


def _none(evidence: Evidence, names: Sequence[str]) -> NotAttempted | Wrong:
    """What to raise where the run has none of the scores: they may be on a newer run."""
    what, run = ", ".join(names), evidence.run.info.run_name
    landed = evidence.stray(lambda other: bool(set(names) & set(other.data.metrics)))
    if landed:
        return Wrong(
            f"The run {run} has none of the metrics {what}; {landed.name}, a newer run in the experiment "
            f"{landed.experiment}, has them.",
            evidence.reopened(landed),
        )
    return NotAttempted(f"The run {run} has none of the metrics {what}.", FILL)


def _slip(evidence: Evidence, train: int, test: int, predict: Predict, name: str, value: float) -> str:
    """A sentence on the mistake that gives this score: one for each of the commonest, and one for all others."""
    learned, judged = evidence.year(train), evidence.year(test)
    if same(value, scores(learned, predict(learned))[name]):
        return f"That is the model's score on {train}, the year it was fitted on."
    if same(value, scores(predict(judged), judged)[name]):
        return (
            "That score comes out when truth and prediction change places: the truth is the first argument of scores."
        )
    return "Was the number typed in, or does it belong to another model? Later nobody can tell it from a right one."
