"""Runs that autolog has filled: the learner's own, and those that it opened itself because none was open."""

from __future__ import annotations

import ast

import pandas as pd
from mlflow.entities import Run
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression

from workshop.checks.chapter_2 import scores
from workshop.checks.chapter_2.scores import TRAIN
from workshop.checks.evidence import FEATURES, TARGETS, Evidence, crash
from workshop.checks.outcome import NotAttempted, Outcome, Wrong
from workshop.checks.registry import exercise

OTHERS = {"linear regression": LinearRegression, "random forest": RandomForestRegressor}
OWN_SCORE = "training_r2_score"


def named(evidence: Evidence, name: str, library: str) -> Evidence:
    """The evidence of the run `name`. Raises Wrong where there is none because autolog has opened one of its own."""
    own = evidence.named(name)
    try:
        own.run
    except NotAttempted:
        strays = _strays(evidence, library)
        if not strays:
            raise
        raise Wrong(
            f"autolog has opened a run of its own, {strays[0].info.run_name}, because none was open.",
            f'Call fit inside `with mlflow.start_run(run_name="{name}"):`, and run the cell again.',
        ) from None
    return own


def _strays(evidence: Evidence, library: str, since: int = 0) -> list[Run]:
    """The runs that autolog has opened itself, newest first, started after `since`, in milliseconds."""
    experiment = evidence.client.get_experiment_by_name(evidence.experiment)
    condition = f"tags.`mlflow.autologging` = '{library}' and attributes.start_time > {since}"
    return evidence.client.search_runs([experiment.experiment_id], condition, order_by=["start_time DESC"])


@exercise("2.3.5", "the runs linear regression and random forest, each kept by autolog and judged on 2014, and autolog off again")
def others(evidence: Evidence) -> str:
    found = {name: _attempt(evidence, name) for name in OTHERS}
    missing = [fault for fault in found.values() if isinstance(fault, NotAttempted)]
    if len(missing) == len(OTHERS):
        raise missing[0]
    faults = [fault for fault in found.values() if fault]
    if faults:
        raise Wrong(faults[0].found, faults[0].try_next, share=(1 - len(faults) / len(OTHERS)) / 2)
    _off_again(evidence)
    return "both runs were kept by autolog and are judged on 2014, and what was fitted afterwards left no run"


def _attempt(evidence: Evidence, name: str) -> Outcome | None:
    """What is wrong with the run of a model, or nothing."""
    try:
        _kept(named(evidence, name, "sklearn"), name)
    except Outcome as fault:
        return fault
    return None


def _kept(evidence: Evidence, name: str) -> None:
    """Raises Wrong unless autolog has kept the fit of that model on the training year, and its scores are its own."""
    kept, made = evidence.run.data, OTHERS[name]
    if OWN_SCORE not in kept.metrics:
        raise Wrong(
            f"The run {name} has no {OWN_SCORE}: autolog wasn't on when the model was fitted.",
            "Turn it on before fit: mlflow.sklearn.autolog(**quiet). Then run the cell again.",
        )
    if kept.tags.get("estimator_name") != made.__name__:
        raise Wrong(
            f"The run {name} holds a {kept.tags.get('estimator_name')}.",
            f"Fit the {made.__name__} in it, and run the cell again.",
        )
    train = evidence.year(TRAIN)
    model = _fitted_again(evidence, made, train)
    own = model.score(train[FEATURES], train[TARGETS])
    if not scores.same(kept.metrics[OWN_SCORE], own):
        raise Wrong(
            f"By {OWN_SCORE} the model of the run {name} wasn't fitted on the hours of {TRAIN}, both targets at once.",
            "Fit it on train[FEATURES] and train[TARGETS], and run the cell again.",
        )

    def predict(hours: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(model.predict(hours[FEATURES]), columns=TARGETS, index=hours.index)

    try:
        scores.honest(evidence, predict=predict)
    except NotAttempted as missing:
        raise Wrong(
            missing.found, f"autolog knows of no {scores.TEST}: log what scores gives for it, while the run is open."
        ) from None


def _fitted_again(evidence: Evidence, made: type, train: pd.DataFrame):
    """The model by the parameters that autolog has kept. Raises Wrong where they don't hold a seed that it needs."""
    parameters = {name: evidence.run.data.params.get(name, "None") for name in made().get_params()}
    if parameters.get("random_state") == "None":
        raise Wrong(
            f"The {made.__name__} was fitted without a random_state: nobody gets the same one again.",
            "Fit those of the dictionary candidates, and run the cell again.",
        )
    with crash(f"The {made.__name__} can't be fitted again from the run's parameters."):
        return made(**{name: _value(text) for name, text in parameters.items()}).fit(train[FEATURES], train[TARGETS])


def _value(text: str):
    """A parameter's value from the text that MLflow keeps of it."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text


def _off_again(evidence: Evidence) -> None:
    """Raises Wrong where autolog has opened runs after those of the exercise."""
    since = max(evidence.named(name).run.info.start_time for name in OTHERS)
    strays = _strays(evidence, "sklearn", since)
    if strays:
        raise Wrong(
            f"After your two runs autolog has opened one of its own, {strays[0].info.run_name}: it was still on when the "
            "cell's last line fitted something.",
            "End with mlflow.sklearn.autolog(disable=True), and run the cell again; delete the run in the MLflow tab if you like.",
            share=0.5,
        )
