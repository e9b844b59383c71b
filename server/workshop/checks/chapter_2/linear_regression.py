"""Notebook 2.1: one run with its parameters, its model, its metrics and a picture."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from mlflow.models import Model

from workshop.checks.chapter_2 import models, pictures, scores
from workshop.checks.chapter_2.scores import TEST, TRAIN
from workshop.checks.evidence import FEATURES, TARGETS, Evidence
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

METRICS = {"r2", "r2_solar", "r2_wind"}
SAME_POWER = 0.005  # GW; half of the last digit that the lesson prints


@exercise("2.1.1", "a finished run with the parameters model, features, train and test")
def parameters(evidence: Evidence) -> str:
    run = evidence.run
    given = run.data.params
    expected = {"model": ["LinearRegression"], "features": FEATURES, "train": [str(TRAIN)], "test": [str(TEST)]}
    missing = [name for name in expected if name not in given]
    if missing and not given:
        raise Wrong(
            f"The run {run.info.run_name} has no parameters.",
            "Log the dictionary `parameters` inside the `with`, and run the cell again: a fresh run counts.",
        )
    if missing:
        raise Wrong(
            f"The run {run.info.run_name} lacks the parameters {', '.join(missing)}; it has {', '.join(sorted(given))}.",
            "Log the whole dictionary `parameters`, and run the cell again: a fresh run counts.",
            share=1 - len(missing) / len(expected),
        )
    for name, words in expected.items():
        absent = [word for word in words if word not in given[name]]
        if absent:
            raise Wrong(
                f"The parameter {name} of the run {run.info.run_name} is {given[name]!r}; {', '.join(absent)} isn't in it.",
                "Say what the model was really made from, and run the cell again for a fresh run.",
            )
    return f"the run {run.info.run_name} says what it was made from: {', '.join(sorted(expected))}"


@exercise("2.1.2", "the run's model: fitted on 2013 alone, with a signature and pinned requirements, and able to predict")
def model(evidence: Evidence) -> str:
    folder = evidence.model_folder
    if not evidence.run.data.params:
        raise _apart("model", "parameters")
    logged = Model.load(str(folder))
    models.signed(logged)
    requirements = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    models.pinned(requirements, "scikit-learn", logged.flavors["sklearn"]["sklearn_version"])
    _fitted_on_the_training_year(evidence)
    return f"a model with {len(FEATURES)} named inputs, {len(TARGETS)} outputs and pinned requirements, fitted on {TRAIN}"


def _apart(has: str, lacks: str) -> Wrong:
    return Wrong(
        f"The newest run has a {has} and no {lacks}: one model's evidence lies on two runs.",
        "Delete that run in the MLflow tab, or start again from 2.1.1; then open the run again with start_run(run_id=run_id).",
    )


def _fitted_on_the_training_year(evidence: Evidence) -> None:
    """Raises Wrong unless the model is the least-squares fit to the training year, and to no other hours."""
    if _left_over(evidence, TRAIN) <= SAME_POWER:
        return
    if _left_over(evidence, TEST) <= SAME_POWER:
        raise Wrong(
            f"On {TEST} the model's errors are what least squares leaves on the hours it was fitted on, and on {TRAIN} they "
            "aren't: it was fitted on the year that is to judge it.",
            f"Fit on the hours of {TRAIN} only, and log that model.",
        )
    raise Wrong(
        f"The model isn't the least-squares fit to the hours of {TRAIN}: its errors there still go with the weather.",
        f"Fit a LinearRegression on all hours of {TRAIN}, no others, and log that model.",
    )


def _left_over(evidence: Evidence, year: int) -> float:
    """How far the normal equations of least squares are from holding on a year, GW.

    On the hours it was fitted on, and on no others, the errors have a mean of zero and go with none of the inputs:
    the largest mean product of an error and an input (standardised; or one), over inputs and targets.
    """
    hours = evidence.year(year)
    errors = _errors(evidence, year).to_numpy()
    inputs = hours[FEATURES].to_numpy()
    standardised = np.column_stack([np.ones(len(hours)), (inputs - inputs.mean(axis=0)) / inputs.std(axis=0)])
    return float(np.abs(standardised.T @ errors / len(hours)).max())


def _errors(evidence: Evidence, year: int) -> pd.DataFrame:
    """Prediction minus truth for each hour of a year, GW; a column a target."""
    hours = evidence.year(year)
    return evidence.predictions(hours) - hours[TARGETS]


@exercise("2.1.3", "the metrics r2, r2_solar and r2_wind on the run, as its own model scores them on 2014")
def metrics(evidence: Evidence) -> str:
    if METRICS & set(evidence.run.data.metrics) and not evidence.models:
        raise _apart("score", "model")
    scores.honest(evidence, sorted(METRICS))
    return "all three metrics are what the run's model really scores on the year it hasn't seen"


@exercise("2.1.4", "a picture among the run's artifacts")
def figure(evidence: Evidence) -> str:
    names = evidence.artifacts()
    shown = [name for name in names if name.lower().endswith((".png", ".jpg", ".jpeg"))]
    if not names:
        raise NotAttempted(f"The run {evidence.run.info.run_name} holds no picture yet.", "Fill the blanks in the cell of this exercise, and run it.")
    if not shown:
        raise Wrong(
            f"The run {evidence.run.info.run_name} holds no picture, only {', '.join(names)}.",
            'mlflow.log_figure(figure, "week.png") puts one there; the name ends in .png.',
        )
    if not evidence.models:
        raise _apart("picture", "model")
    with evidence.artifact(shown[-1]) as path:
        pictures.drawn(path, shown[-1])
    return f"{shown[-1]} is kept with the run {evidence.run.info.run_name}"


@exercise("2.1.5", "the mean error of the run's model on the wind of 2014, in GW: prediction minus truth")
def mean_error(evidence: Evidence) -> str:
    value = evidence.answer()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(f"{value!r} is not a number.", "Hand in one number, in GW.")
    errors = _errors(evidence, TEST)
    error = errors["wind_GW"].mean()
    if math.isclose(value, error, abs_tol=SAME_POWER):
        return f"the run's model is off by {error:.2f} GW of wind in the mean of {TEST}"
    if math.isclose(value, -error, abs_tol=SAME_POWER):
        raise Wrong(
            f"{value:.2f} GW has the right size and the wrong sign.",
            "The error is prediction minus truth: below zero when the model promises too little.",
        )
    for slip, words in _likely_means(errors).items():
        if math.isclose(value, slip, abs_tol=SAME_POWER):
            raise Wrong(f"{value:.2f} is {words}.", "Take the mean of prediction minus truth of wind_GW, in GW, to two decimals.")
    raise Wrong(
        f"The answer is {value:.2f} GW, and the run's model is off by another amount.",
        f"Take the mean of prediction minus truth over the hours of {TEST}, wind_GW only, from the model that the run logged, "
        "to two decimals.",
    )


def _likely_means(errors: pd.DataFrame) -> dict[float, str]:
    """What comes out of the commonest mistakes, with their names."""
    return {
        errors["solar_GW"].mean(): "the mean error of solar_GW",
        errors["wind_GW"].abs().mean(): "the mean of the absolute error, which has lost the sign",
        errors["wind_GW"].mean() * 1000: "the mean error in MW",
        errors.to_numpy().mean(): "the mean error over both targets",
    }
