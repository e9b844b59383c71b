"""Planted candidates on which the rules of 3.4.3 are tried, by MLflow itself, and what the desk's words say of each."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass

from mlflow.models import MetricThreshold
from mlflow.models.evaluation import EvaluationResult
from mlflow.models.evaluation.validation import ModelValidationFailedException, validate_evaluation_results

from workshop.progress.outcome import Wrong

NAN = math.nan
BASELINE = {"solar": 1.0, "wind": 1.0, "mean": 1.0, "size_mb": 5.0}
NO_LOSS = "A loss that is forgiven is no gain below 0: write it as a threshold, 1.02."
AT_MOST = "The champion has 1, and less is better: greater_is_better=False, with limits a little above 1 and below it."
NEVER_NAN = "Give each metric a threshold: NaN is at most nothing, and MLflow refuses it there."
NEEDNT_BOTH = "A target may lose 2 %: its threshold is 1.02. Only the mean must gain."
TOLERANCE = "Neither solar nor wind may be above 1.02, however good the other is."
MARGIN = "A gain of at least 3 % is a mean of at most 0.97."
BUDGET = "size_mb is at most 20, in both sets of rules."
FIRST = "With no champion there is no baseline: rules of the first are limits, with no change asked for."
IN_GW = "rmse_solar is at most 2.5 and rmse_wind at most 6, in GW."


@dataclass(frozen=True)
class Case:
    """A candidate in words and in metrics, whether it `passes` by the desk's words, what to `mend` where it doesn't
    get that verdict, and the champion's metrics."""

    what: str
    metrics: dict[str, float]
    passes: bool
    mend: str
    baseline: dict[str, float] | None = None


def _against(solar: float, wind: float, passes: bool, mend: str, size: float = 5.0, mean: float | None = None) -> Case:
    """A challenger whose errors are these shares of the champion's."""
    mean = (solar + wind) / 2 if mean is None else mean
    what = f"with solar {solar:g}, wind {wind:g}, mean {mean:g} and {size:g} MB"
    return Case(what, {"solar": solar, "wind": wind, "mean": mean, "size_mb": size}, passes, mend, BASELINE)


def _first(solar: float, wind: float, passes: bool, mend: str, size: float = 5.0) -> Case:
    """A candidate where there is no champion yet."""
    what = f"with rmse_solar {solar:g}, rmse_wind {wind:g} and {size:g} MB, and no champion,"
    return Case(what, {"rmse_solar": solar, "rmse_wind": wind, "size_mb": size}, passes, mend)


CASES = {
    "challenger": [
        _against(0.95, 0.94, True, AT_MOST),
        _against(0.4, 0.5, True, AT_MOST),
        _against(1.3, 1.2, False, AT_MOST),
        _against(1.0, 0.9, True, NEEDNT_BOTH),
        _against(0.9, 1.0, True, NEEDNT_BOTH),
        _against(1.015, 0.9, True, NEEDNT_BOTH),
        _against(0.9, 1.015, True, NEEDNT_BOTH),
        _against(0.85, 1.06, False, TOLERANCE),
        _against(0.7, 1.025, False, TOLERANCE),
        _against(1.025, 0.7, False, TOLERANCE),
        _against(1.0, 1.0, False, MARGIN),
        _against(0.975, 0.975, False, MARGIN),
        _against(0.965, 0.965, True, MARGIN),
        _against(0.9, 0.9, False, BUDGET, size=20.5),
        _against(0.9, 0.9, True, BUDGET, size=19.5),
        _against(NAN, NAN, False, NEVER_NAN, mean=NAN),
        _against(0.9, 0.9, False, NEVER_NAN, mean=NAN),
        _against(NAN, 0.9, False, NEVER_NAN, mean=0.9),
        _against(0.9, NAN, False, NEVER_NAN, mean=0.9),
        _against(0.9, 0.9, False, NEVER_NAN, size=NAN),
    ],
    "first": [
        _first(1.6, 4.4, True, FIRST),
        _first(2.4, 5.9, True, IN_GW),
        _first(2.6, 4.4, False, IN_GW),
        _first(1.6, 6.1, False, IN_GW),
        _first(1.6, 4.4, False, BUDGET, size=20.5),
        _first(1.6, 4.4, True, BUDGET, size=19.5),
        _first(NAN, 4.4, False, NEVER_NAN),
        _first(1.6, NAN, False, NEVER_NAN),
        _first(1.6, 4.4, False, NEVER_NAN, size=NAN),
    ],
}


def refused(thresholds: dict[str, MetricThreshold], case: Case) -> str:
    """What MLflow says against a candidate under these rules, a line; an empty text where it passes. Raises Wrong where
    MLflow doesn't refuse it, but stops."""
    logging.getLogger("mlflow.models.evaluation.validation").setLevel(logging.ERROR)
    baseline = EvaluationResult(case.baseline, {}) if case.baseline else None
    try:
        validate_evaluation_results(thresholds, EvaluationResult(case.metrics, {}), baseline)
    except ModelValidationFailedException as error:
        return str(error).splitlines()[0][:200]
    except Exception as error:  # a KeyError, what Decimal says of NaN, a number that is too large for it
        raise Wrong(
            f"For a candidate {case.what} MLflow stops with {type(error).__name__}, which is no verdict.", case.mend
        ) from None
    return ""
