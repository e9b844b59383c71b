"""Notebook 2.1: one run with its parameters, its model, its metrics and a picture."""

from __future__ import annotations

import re

import pandas as pd
from mlflow.entities import Run
from sklearn.linear_model import LinearRegression

from workshop.checks import expect, forecast, logged_model, picture
from workshop.checks.check_of import exercise
from workshop.checks.evidence import NO_PARENT, Evidence, holds_model
from workshop.checks.expect import shown
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress import caught_up
from workshop.progress.outcome import NotAttempted, Wrong

TRAIN, TEST = 2013, 2014
PARAMETERS = ("model", "features", "train", "test")
METRICS = ("r2", "r2_solar", "r2_wind")
PICTURE = "week.png"
SAME_MEAN = 0.0051  # GW; half of the last digit that is asked for, and a little
SAME_FIT = 1e-4  # GW; least squares in 32-bit numbers differs by a tenth of this, the mildest ridge by ten times this
AGAIN = "Log the dictionary `parameters` inside the `with`, and run the cell again: a fresh run counts."


@exercise("2.1.1", "a finished run with the parameters model, features, train and test")
def parameters(evidence: Evidence) -> str:
    run = evidence.run
    given = run.data.params
    if not given:
        tags = [name for name in PARAMETERS if name in run.data.tags]
        instead = f"; {', '.join(tags)} are tags of it" if tags else ""
        raise Wrong(f"The run {run.info.run_name} has no parameters{instead}.", f"mlflow.log_params logs them. {AGAIN}")
    there = sum(name in given for name in PARAMETERS) / len(PARAMETERS)
    expect.params(run, PARAMETERS, AGAIN, share=there)
    _says(run, "model", "linearregression" in re.sub(r"[\W_]", "", given["model"]).lower(), "LinearRegression")
    _says(run, "features", set(re.findall(r"\w+", given["features"])) - {"and"} == set(FEATURES), ", ".join(FEATURES))
    for name, year in (("train", TRAIN), ("test", TEST)):
        _says(run, name, _year(given[name]) == year, str(year))
    return f"the run {run.info.run_name} says what it was made from: {', '.join(PARAMETERS)}"


def _says(run: Run, name: str, right: bool, made_from: str) -> None:
    """Raises Wrong unless the parameter is `right`: what the model was `made_from`."""
    if not right:
        raise Wrong(
            f"The parameter {name} of the run {run.info.run_name} is {shown(run.data.params[name])}; it should be "
            f"{made_from}.",
            "Log what the model was really made from, and run the cell again for a fresh run.",
        )


def _year(text: str) -> int | None:
    """The year, where a short text names just one; a table of the year's hours is too long to count."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", text))
    return int(years.pop()) if len(years) == 1 and len(text) <= expect.SHOWN else None


def _of_one_run(evidence: Evidence) -> Evidence:
    """The evidence with the newest run that has one of the PARAMETERS. All exercises on the model look at this run, and
    not at a newer run without them that a later cell has opened."""
    author = evidence.exercise.rpartition(".")[0] if evidence.catching_up else None
    for run in evidence.runs([evidence.experiment], NO_PARENT):
        if set(PARAMETERS) & set(run.data.params) and run.data.tags.get(caught_up.TAG) == author:
            if run.info.status != "FINISHED":
                break  # reading `evidence.run` raises the message about it
            evidence.seen.update(experiment=run.info.experiment_id, run=run.info.run_id)
            return evidence.of(run)
    return evidence


@exercise(
    "2.1.2", "the run's model: fitted on 2013 alone, with a signature and pinned requirements, and able to predict"
)
def model(evidence: Evidence) -> str:
    evidence = _of_one_run(evidence)
    _on_one_run(evidence)
    logged = logged_model.logged(evidence, "sklearn")
    logged_model.signed(logged)
    logged_model.pinned(logged, "scikit-learn", logged.flavor.get("sklearn_version"))
    _fitted_on_the_training_year(evidence)
    return (
        f"a model with {len(FEATURES)} named inputs, {len(TARGETS)} outputs and pinned requirements, fitted on {TRAIN}"
    )


def _on_one_run(evidence: Evidence) -> None:
    """Raises NotAttempted or Wrong unless the run that has the parameters has logged a model, too."""
    run = evidence.run
    if evidence.models and not set(PARAMETERS) & set(run.data.params):
        raise Wrong(
            f"The run {run.info.run_name} has a model and no parameters, and no other run in the experiment has them.",
            "Begin again at 2.1.1, which logs the parameters. Then open the same run for the model: "
            "start_run(run_id=run_id).",
        )
    if evidence.models:
        return
    nothing = evidence.nothing("logged model", holds_model)
    files = sorted(set(evidence.artifacts()) - {PICTURE})
    if isinstance(nothing, NotAttempted) and files:
        raise Wrong(
            f"The run {run.info.run_name} has no logged model; it holds the files {', '.join(files[:5])}.",
            "mlflow.sklearn.log_model puts the model into the store and links it to the run that is open.",
        )
    raise nothing


def _fitted_on_the_training_year(evidence: Evidence) -> None:
    """Raises Wrong unless the model predicts for both years what the least-squares fit to the training year does."""
    train, test = evidence.year(TRAIN), evidence.year(TEST)
    hours = pd.concat([train, test])
    given, expected = evidence.predictions(hours), _least_squares(train, hours)
    if _off(given, expected) <= SAME_FIT:
        return
    if _off(given, _least_squares(test, hours)) <= SAME_FIT:
        raise Wrong(
            f"The model is the least-squares fit to the hours of {TEST}: it was fitted on the test year.",
            f"Fit on the hours of {TRAIN} only, and log that model.",
        )
    if _off(given[TARGETS[::-1]].set_axis(TARGETS, axis=1), expected) <= SAME_FIT:
        order = " and ".join(TARGETS[::-1])
        raise Wrong(
            f"The model gives {order}, in this order.", f"Fit it on train[TARGETS], in the order {', '.join(TARGETS)}."
        )
    raise Wrong(
        f"The model isn't the least-squares fit to the hours of {TRAIN}: for the weather in the file, the predictions "
        f"of the model and of that fit differ by up to {_off(given, expected):.2g} GW.",
        f"Fit a LinearRegression on all hours of {TRAIN}, no others, and log that model. A scaler that changes the "
        "inputs first belongs in the logged model: make_pipeline(scaler, LinearRegression()).",
    )


def _least_squares(learned: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """The predictions (GW, a column a target) for the hours `asked` of the least-squares fit to the hours `learned`."""
    return forecast.predictor(LinearRegression().fit(learned[FEATURES], learned[TARGETS]))(asked)


def _off(given: pd.DataFrame, expected: pd.DataFrame) -> float:
    """How far two predictions are apart at most, GW."""
    return float((given - expected).abs().to_numpy().max())


@exercise("2.1.3", "the metrics r2, r2_solar and r2_wind on the run: the scores of the run's own model on 2014")
def metrics(evidence: Evidence) -> str:
    evidence = _of_one_run(evidence)
    given = [name for name in METRICS if name in evidence.run.data.metrics]
    if not given:
        raise _no_score(evidence)
    _has_a_model(evidence, ", ".join(given))
    forecast.honest(evidence, TRAIN, TEST, METRICS)
    return "all three metrics are what the run's model really scores on the year it hasn't seen"


def _no_score(evidence: Evidence) -> NotAttempted | Wrong:
    """What to raise where the run has none of the metrics: another run may have them, or other names, or parameters."""
    run, names = evidence.run, " or ".join(METRICS)
    nothing = evidence.nothing(names, lambda other: bool(set(METRICS) & set(other.data.metrics)))
    noted = [name for name in METRICS if name in run.data.params | run.data.tags]
    others = sorted(run.data.metrics)[:5]
    if isinstance(nothing, Wrong) or not (noted or others):
        return nothing
    instead = f"{', '.join(noted)} are parameters or tags of it" if noted else f"it has the metrics {', '.join(others)}"
    found = f"The run {run.info.run_name} has no {names}; {instead}."
    return Wrong(found, "Give mlflow.log_metrics the result of scores, unchanged.")


def _has_a_model(evidence: Evidence, given: str) -> None:
    """Raises Wrong where the run has no logged model to compare `given` with."""
    if not evidence.models:
        landed = evidence.stray(holds_model)
        where = f"; {landed.name}, a newer run in the experiment {landed.experiment}, has one" if landed else ""
        raise Wrong(
            f"The run {evidence.run.info.run_name} has no logged model to compare {given} with{where}.",
            "Go back to 2.1.2 and log the model to this run; then come here again.",
        )


@exercise("2.1.4", "a picture among the run's artifacts, named week.png, with something drawn in it")
def figure(evidence: Evidence) -> str:
    evidence = _of_one_run(evidence)
    name, files = evidence.run.info.run_name, evidence.artifacts()
    if PICTURE in files:
        picture.kept(evidence, PICTURE)
        return f"{PICTURE} is kept with the run {name}"
    shots = picture.pictures(files)
    missing = evidence.nothing("picture", lambda run: bool(picture.pictures(evidence.of(run).artifacts())))
    if shots or (files and isinstance(missing, NotAttempted)):
        held = f"{', '.join(shots[:5])} and no {PICTURE}" if shots else f"no picture, only {', '.join(files[:5])}"
        puts = f'mlflow.log_figure(figure, "{PICTURE}") puts the figure there under that name.'
        raise Wrong(f"The run {name} holds {held}.", puts)
    raise missing


@exercise("2.1.5", "the mean error of the run's model on the wind of 2014, in GW: prediction minus truth")
def mean_error(evidence: Evidence) -> str:
    value = expect.number(evidence.answer(), "GW")
    try:
        evidence = _of_one_run(evidence)
        _has_a_model(evidence, "the answer")
    except NotAttempted as nothing:  # there is an answer, but no model yet to compare it with
        raise Wrong(
            f"{value:g} GW was handed in, but there is no model yet. {nothing.found}", nothing.try_next
        ) from None
    errors = {year: _errors(evidence, year) for year in (TRAIN, TEST)}
    error = float(errors[TEST]["wind_GW"].mean())
    another = f"The answer is {value:g} GW, but the mean error of the run's model is another number."
    otherwise = (
        another,
        f"Take the mean of prediction minus truth over the hours of {TEST}, wind_GW only, from the model that the run "
        "logged, to two decimals.",
    )
    expect.close(value, error, SAME_MEAN, _slips(value, error, errors, another), otherwise)
    return f"the run's model is off by {error:.2f} GW of wind in the mean of {TEST}"


def _errors(evidence: Evidence, year: int) -> pd.DataFrame:
    """Prediction minus truth for each hour of a year, GW; a column a target."""
    hours = evidence.year(year)
    return evidence.predictions(hours) - hours[TARGETS]


def _slips(value: float, error: float, errors: dict[int, pd.DataFrame], another: str) -> dict[float, tuple[str, str]]:
    """The numbers that the commonest mistakes give; for each, what was found and what to try next."""
    mean = "Take the mean of prediction minus truth of wind_GW, in GW, to two decimals."
    wind, both = errors[TEST]["wind_GW"], pd.concat(errors.values())
    named = {
        float(errors[TEST]["solar_GW"].mean()): "the mean error of solar_GW",
        float(wind.abs().mean()): "the mean of the absolute error, which has lost the sign",
        float((wind**2).mean() ** 0.5): "the root of the mean squared error, which has lost the sign",
        float(wind.median()): "the median of the error",
        1000 * error: "the mean error in MW",
        round(1000 * error, 0): "the mean error in MW",
        float(errors[TEST].to_numpy().mean()): "the mean error over both targets",
        float(both["wind_GW"].mean()): f"the mean error over {TRAIN} and {TEST} together, not over {TEST} alone",
    }
    slips = {slip: (f"{value:g} is {words}.", mean) for slip, words in named.items()}
    sign = f"{value:g} GW has the right size and the wrong sign."
    learned = f"That is the model's mean error on {TRAIN}, the year it was fitted on. {mean}"
    return {
        -error: (sign, "The error is prediction minus truth: negative when the model predicts too little."),
        **slips,
        float(errors[TRAIN]["wind_GW"].mean()): (another, learned),
        round(error, 1): (f"{value:g} GW is close.", "Hand in two decimals."),
    }
