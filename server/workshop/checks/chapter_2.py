"""What the exercises of chapter 2 must leave behind."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from mlflow.models import Model
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from sklearn.metrics import r2_score

from workshop.checks.evidence import FEATURES, TARGETS, Evidence
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

TRAIN, TEST = 2013, 2014
METRICS = {"r2": TARGETS, "r2_solar": ["solar_GW"], "r2_wind": ["wind_GW"]}
SAME_SCORE = 0.0005
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
    _signed(logged)
    _pinned((folder / "requirements.txt").read_text(encoding="utf-8").split(), logged.flavors["sklearn"]["sklearn_version"])
    _fitted_on_the_training_year(evidence)
    return f"a model with {len(FEATURES)} named inputs, {len(TARGETS)} outputs and pinned requirements, fitted on {TRAIN}"


def _apart(has: str, lacks: str) -> Wrong:
    return Wrong(
        f"The newest run has a {has} and no {lacks}: one model's evidence lies on two runs.",
        "Delete that run in the MLflow tab, or start again from 2.1.1; then open the run again with start_run(run_id=run_id).",
    )


def _signed(logged: Model) -> None:
    """Raises Wrong where the signature is missing, or doesn't name the inputs and outputs."""
    if logged.signature is None:
        raise Wrong(
            "The model was logged without a signature: nobody can tell what it takes.",
            "signature=infer_signature(inputs, outputs) reads it off the data; give it to log_model.",
        )
    inputs = logged.signature.inputs.input_names() if logged.signature.inputs else []
    if inputs != FEATURES:
        raise Wrong(
            f"The signature's inputs are {inputs}; the model takes {FEATURES}.",
            "Infer it from the columns that the model was fitted on, and from what it predicts.",
        )
    outputs = logged.signature.outputs
    count = outputs and ((*outputs.inputs[0].shape, 1)[1] if outputs.is_tensor_spec() else len(outputs.inputs))
    if count != len(TARGETS):
        raise Wrong(
            f"By its signature the model gives {count or 'no'} numbers an hour; it should be {len(TARGETS)}, {' and '.join(TARGETS)}.",
            "Fit one model on both targets; infer_signature's second value is what that model predicts for the first.",
        )


def _pinned(requirements: list[str], version: str) -> None:
    """Raises Wrong unless the requirements name the scikit-learn that the model was made with."""
    try:
        named = {canonicalize_name(r.name): r for r in map(Requirement, requirements)}
    except InvalidRequirement:
        named = {}
    if "scikit-learn" not in named or str(named["scikit-learn"].specifier) != f"=={version}":
        raise Wrong(
            f"The model's requirements are {', '.join(requirements) or 'empty'}; it was made with scikit-learn=={version}.",
            'pip_requirements=[f"scikit-learn=={sklearn.__version__}"] says so; mind the f before the quotes.',
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
    run = evidence.run
    given = {name: run.data.metrics[name] for name in METRICS if name in run.data.metrics}
    if not given:
        raise NotAttempted(
            f"The run {run.info.run_name} has none of the metrics {', '.join(METRICS)}.", "Fill the blanks in the cell of this exercise, and run it."
        )
    if not evidence.models:
        raise _apart("score", "model")
    hours = evidence.year(TEST)
    predicted = evidence.predictions(hours)
    scores = {name: r2_score(hours[columns], predicted[columns]) for name, columns in METRICS.items()}
    right = [name for name, value in given.items() if math.isclose(value, scores[name], abs_tol=SAME_SCORE)]
    share = len(right) / len(METRICS)
    for name in METRICS:
        if name not in given:
            raise Wrong(f"The run {run.info.run_name} lacks the metric {name}.", "Log all three with one log_metrics.", share)
        if name not in right:
            raise Wrong(
                f"{name} is logged as {given[name]:.4f}, but the run's own model scores {scores[name]:.4f} on {TEST}.",
                f"{_likely_slip(evidence, name, given[name])} Compute it from what model.predict gives for {TEST}.",
                share,
            )
    return "all three metrics are what the run's model really scores on the year it hasn't seen"


def _likely_slip(evidence: Evidence, name: str, value: float) -> str:
    """A sentence for each of the commonest mistakes, and one for all others."""
    columns = METRICS[name]
    for year, swapped, words in (
        (TRAIN, False, f"That is its score on {TRAIN}, the year it was fitted on."),
        (TEST, True, "That comes out when truth and prediction change places: the truth is scores' first argument."),
    ):
        pair = [evidence.year(year)[columns], evidence.predictions(evidence.year(year))[columns]]
        if math.isclose(value, r2_score(*(reversed(pair) if swapped else pair)), abs_tol=SAME_SCORE):
            return words
    return "A number that was typed in, or that belongs to another model, can't be told from a right one later."


@exercise("2.1.4", "a picture among the run's artifacts")
def figure(evidence: Evidence) -> str:
    names = evidence.artifacts()
    pictures = [name for name in names if name.lower().endswith((".png", ".jpg", ".jpeg"))]
    if not names:
        raise NotAttempted(f"The run {evidence.run.info.run_name} holds no picture yet.", "Fill the blanks in the cell of this exercise, and run it.")
    if not pictures:
        raise Wrong(
            f"The run {evidence.run.info.run_name} holds no picture, only {', '.join(names)}.",
            'mlflow.log_figure(figure, "week.png") puts one there; the name ends in .png.',
        )
    if not evidence.models:
        raise _apart("picture", "model")
    with evidence.artifact(pictures[-1]) as path:
        _drawn(path, pictures[-1])
    return f"{pictures[-1]} is kept with the run {evidence.run.info.run_name}"


def _drawn(path, name: str) -> None:
    """Raises Wrong unless the file is a picture with two lines in colours of their own."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            pixels = np.asarray(image.convert("RGB").resize((200, 100)), dtype=int)
    except (UnidentifiedImageError, OSError):
        raise Wrong(f"{name} is no picture that can be opened.", "Hand the figure itself to mlflow.log_figure.") from None
    coloured = pixels.max(axis=2) - pixels.min(axis=2) > 40
    if coloured.mean() < 0.001:
        raise Wrong(
            f"{name} is an empty picture: no line is drawn in it.",
            "Draw on the axes of the very figure that you log, before you log it.",
        )


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
