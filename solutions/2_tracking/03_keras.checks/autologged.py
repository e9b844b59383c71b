"""Runs that autolog has filled: the learner's own, and those that autolog opened itself because no run was open."""

from __future__ import annotations

from mlflow.entities import Run
from sklearn.base import RegressorMixin
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LinearRegression

from workshop.checks import forecast
from workshop.checks.check_of import exercise
from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.checks.refit import fitted_again
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.caught_up import NOTEBOOK_TAG
from workshop.progress.caught_up import TAG as CAUGHT_UP
from workshop.progress.outcome import NotAttempted, Outcome, Wrong

TRAIN, TEST = 2013, 2014
OTHERS = {"linear regression": LinearRegression, "random forest": RandomForestRegressor}
NAMES = ("network", *OTHERS)  # the runs that notebook 2.3 leaves
OWN_SCORE = "training_r2_score"


def named(evidence: Evidence, name: str, library: str) -> Evidence:
    """The evidence of the run `name`. Raises Wrong where it is missing because autolog has opened a run of its own."""
    own = evidence.named(name, *(each for each in NAMES if each != name))
    try:
        own.run
    except Outcome:
        strays = [run for run in _strays(evidence, library) if run.info.run_name not in NAMES]
        if not strays or name in _names_of_all(evidence):
            raise
        raise Wrong(
            f"autolog has opened a run of its own, {strays[0].info.run_name}, because no run was open.",
            f'Call fit inside `with mlflow.start_run(run_name="{name}"):`, and run the cell again.',
        ) from None
    return own


def _names_of_all(evidence: Evidence) -> set[str]:
    """The names of the experiment's runs, of whatever status."""
    return {run.info.run_name for run in evidence.runs([evidence.experiment])}


def _strays(evidence: Evidence, library: str, since: int = 0) -> list[Run]:
    """The runs that autolog has opened itself, newest first, started after `since`, in milliseconds: in the notebook's
    experiment, and from this notebook in any other."""
    (own,) = evidence.experiment_ids(evidence.experiment)
    everywhere = [experiment.experiment_id for experiment in evidence.client.search_experiments()]
    condition = f"tags.`mlflow.autologging` = '{library}' and attributes.start_time > {since}"
    return [
        run for run in evidence.client.search_runs(everywhere, condition, order_by=["start_time DESC"])
        if (run.info.experiment_id == own or run.data.tags.get(NOTEBOOK_TAG) == "2.3")
        and (evidence.catching_up or CAUGHT_UP not in run.data.tags)
    ]  # fmt: skip


@exercise(
    "2.3.5",
    "the runs linear regression and random forest, each kept by autolog and judged on 2014, and autolog off again",
)
def others(evidence: Evidence) -> str:
    found = {name: _attempt(evidence, name) for name in OTHERS}
    missing = [outcome for outcome in found.values() if isinstance(outcome, NotAttempted)]
    if len(missing) == len(OTHERS):
        raise missing[0]
    outcomes = [outcome for outcome in found.values() if outcome]
    if outcomes:
        raise Wrong(outcomes[0].found, outcomes[0].try_next, share=(1 - len(outcomes) / len(OTHERS)) / 2)
    _off_again(evidence)
    return "both runs were kept by autolog and are judged on 2014, and what was fitted afterwards left no run"


def _attempt(evidence: Evidence, name: str) -> Outcome | None:
    """What is wrong with the run of a model; None where nothing is."""
    try:
        own = named(evidence, name, "sklearn")
        _watched(own, name)
        _scored(own, _own_model(own, name))
    except Outcome as outcome:
        return outcome
    return None


def _watched(evidence: Evidence, name: str) -> None:
    """Raises Wrong unless autolog has kept the fit of that kind of model in the run."""
    kept, made = evidence.run.data, OTHERS[name]
    if OWN_SCORE not in kept.metrics:
        raise Wrong(
            f"The run {name} has no {OWN_SCORE}: autolog wasn't on when the model was fitted.",
            "Turn it on before fit: mlflow.sklearn.autolog(**quiet). Then run the cell again.",
        )
    if kept.tags.get("estimator_name") != made.__name__:
        raise Wrong(
            f"The run {name} holds a {shown(kept.tags.get('estimator_name', 'model without a name'))[1:-1]}.",
            f"Fit the {made.__name__} in the run {name}, and run the cell again.",
        )


def _own_model(evidence: Evidence, name: str) -> RegressorMixin:
    """The run's model, fitted again with the parameters that autolog has kept. Raises Wrong unless it has the training
    score that autolog has logged: the score shows what the model was fitted on."""
    train, made = evidence.year(TRAIN), OTHERS[name]
    if "random_state" in made().get_params() and evidence.run.data.params.get("random_state", "None") == "None":
        raise Wrong(
            f"The {made.__name__} was fitted without a random_state: nobody can fit the same model again.",
            "Fit the models of the dictionary candidates, and run the cell again.",
        )
    model = fitted_again(
        evidence.run, made, train, f"The {made.__name__} can't be fitted again from the run's parameters."
    )
    if not forecast.same(evidence.run.data.metrics[OWN_SCORE], model.score(train[FEATURES], train[TARGETS])):
        raise Wrong(
            f"By {OWN_SCORE} the model of the run {name} wasn't fitted on the hours of {TRAIN}, both targets at once.",
            "Fit it on train[FEATURES] and train[TARGETS], and run the cell again.",
        )
    return model


def _scored(evidence: Evidence, model: RegressorMixin) -> None:
    """Raises Wrong unless the run's scores on the test year are that model's."""
    try:
        forecast.honest(evidence, TRAIN, TEST, predict=forecast.predictor(model))
    except NotAttempted as missing:
        raise Wrong(
            missing.found,
            f"autolog doesn't know the year {TEST}: log what scores gives for {TEST}, while the run is open.",
        ) from None


def _off_again(evidence: Evidence) -> None:
    """Raises Wrong where autolog has opened runs after those of the exercise."""
    since = max(evidence.named(name).run.info.start_time for name in OTHERS)
    strays = _strays(evidence, "sklearn", since)
    if strays:
        raise Wrong(
            f"After your two runs autolog has opened one of its own, {strays[0].info.run_name}: autolog was still on "
            "when the cell's last line fitted something.",
            "End with mlflow.sklearn.autolog(disable=True), and run the cell again; delete that run in the MLflow "
            "tab if you like.",
            share=0.5,
        )
