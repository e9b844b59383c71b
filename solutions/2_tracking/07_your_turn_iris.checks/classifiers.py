"""A tracked classifier of iris: its split, its settings, its model and its accuracy, as notebook 2.7 asks for them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from mlflow.entities import Run
from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID
from sklearn.base import ClassifierMixin, clone
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.tree import DecisionTreeClassifier

from workshop.checks import logged_model
from workshop.checks.evidence import Evidence, holds_model
from workshop.checks.expect import earned, near, params, shown, whole
from workshop.checks.run_contents import crash
from workshop.progress import caught_up
from workshop.progress.outcome import NotAttempted, Outcome, Wrong

EXPERIMENTS = {"logistic_regression": "2.7-iris-logistic-regression", "tree": "2.7-iris-tree"}
SETTING = {"logistic_regression": "C", "tree": "criterion"}  # one that the other model lacks
PLAIN = (str, int, float, bool, type(None))
KINDS = {"logistic_regression": LogisticRegression, "tree": DecisionTreeClassifier}
FLOWERS, JUDGED = 150, 50  # all flowers, and those of them that judge a model
SEEDS = range(2**32)  # what scikit-learn takes
SAME_SHARE = 0.001  # by which an accuracy (in steps of 1/50) or a probability may differ


class Split(NamedTuple):
    """The flowers (four lengths, cm) of one split and their species, to learn from and to judge."""

    learned: pd.DataFrame
    judged: pd.DataFrame
    names: pd.Series
    truth: pd.Series


@cache
def flowers() -> tuple[pd.DataFrame, pd.Series]:
    """Iris as the notebook has it: four lengths (cm) of 150 flowers, and the names of their species."""
    iris = load_iris(as_frame=True)
    return iris.data, iris.target.map(dict(enumerate(map(str, iris.target_names))))


def split(seed: int) -> Split:
    """The notebook's own split of that seed."""
    table, species = flowers()
    return Split(*train_test_split(table, species, test_size=JUDGED, stratify=species, random_state=seed))


def tracked(evidence: Evidence, name: str) -> str:
    """Checks a run for what 2.7.1 asks, and returns the sentence for a pass. A Wrong has the share that is right."""
    mine = run_of(evidence, name)
    run, seed = mine.run, seed_of(mine)
    with earned(1 / 3):
        try:
            model = model_of(mine, name)
        except NotAttempted:
            found = f"The run {run.info.run_name} has parameters and no model."
            raise Wrong(found, "Call mlflow.sklearn.log_model inside the `with`.") from None
        _settings(mine, model)
        _fitted_on_its_split(mine, model, seed)
    with earned(2 / 3):
        _accuracy(mine, model, seed)
    named = f"{_right(model, seed)} of {JUDGED} flowers named rightly"
    return f"the run {run.info.run_name}: split {seed}, all settings, and {named}"


def run_of(evidence: Evidence, name: str) -> Evidence:
    """The evidence with the newest run of that model's experiment. Raises NotAttempted where there is no such run
    anywhere, Wrong where it lies in another experiment."""
    mine = evidence.named("").within(EXPERIMENTS[name])
    try:
        mine.run
    except NotAttempted:
        refuse_elsewhere(evidence, EXPERIMENTS[name], lambda run: _is_of(run, name))
        raise
    return mine


def refuse_elsewhere(evidence: Evidence, wanted: str, has: Callable[[Run], bool]) -> None:
    """Raises Wrong where the learner's newest run that `has` something lies in another experiment of the notebook."""
    for place in {evidence.experiment, *EXPERIMENTS.values()} - {wanted}:
        found = None
        with suppress(Outcome):  # a deleted experiment doesn't matter here
            found = next((run for run in evidence.runs([place]) if _is_mine(evidence, run) and has(run)), None)
        if found:
            raise Wrong(
                f"{wanted} has no such run; {found.info.run_name} is in the experiment {place}.",
                "Delete it there, in the MLflow tab: the newest run of an experiment counts. Then call "
                f'mlflow.set_experiment("{wanted}"), and run the cell again.',
            )


def _is_mine(evidence: Evidence, run: Run) -> bool:
    """Whether the run was made by whom the check judges (the learner, or catching up), and has no parent."""
    made_by_catching_up = caught_up.TAG in run.data.tags
    return made_by_catching_up == evidence.catching_up and MLFLOW_PARENT_RUN_ID not in run.data.tags


def _is_of(run: Run, name: str) -> bool:
    """Whether a run's settings are that model's. A run without settings counts if it has a model or an accuracy."""
    named = [one for one, setting in SETTING.items() if setting in run.data.params]
    return named == [name] or not named and (holds_model(run) or "accuracy" in run.data.metrics)


def seed_of(evidence: Evidence) -> int:
    """The seed of the split that the run says it was made on."""
    run, both = evidence.run, ("split_seed", "test_size")
    older = "" if set(both) <= set(run.data.params) else _in_the_way(evidence)
    given = params(run, both, f"{older}Log both in the cell of this exercise, and run it again: a fresh run counts.")
    if given["test_size"] not in (str(JUDGED), f"{JUDGED}.0"):
        raise Wrong(
            f"By its parameters the run {run.info.run_name} has test_size {given['test_size'][:40]} and split_seed "
            f"{given['split_seed'][:40]}; test_size should be {JUDGED}.",
            "test_size is the number of flowers that judge the model, split_seed the number that `split` was called "
            "with.",
        )
    return whole(run, "split_seed", 0, SEEDS[-1], "split_seed is the whole number that `split` was called with.")


def _in_the_way(evidence: Evidence) -> str:
    """What to do first where the newest run lacks the parameters and an older run has them."""
    newest = evidence.run
    for run in evidence.runs([evidence.experiment], "attributes.status = 'FINISHED'"):
        if run.info.run_id != newest.info.run_id and _is_mine(evidence, run) and "split_seed" in run.data.params:
            return (
                f"The newest run of an experiment counts, but an older one here, {run.info.run_name}, has the "
                f"parameters. If you meant that one, delete {newest.info.run_name} in the MLflow tab. If not: "
            )
    return ""


def model_of(evidence: Evidence, name: str) -> ClassifierMixin:
    """The run's model as scikit-learn has it. Raises Wrong unless it is signed, stored safely, pinned, and of the kind
    that is asked for."""
    import mlflow.sklearn

    logged = logged_model.logged(evidence, "sklearn")
    logged_model.takes(logged, list(flowers()[0].columns))
    logged_model.pinned(logged, "scikit-learn", logged.flavor.get("sklearn_version"))
    logged_model.stored_by_skops(logged, frozenset({logged_model.TREE}))
    with crash("The logged model can't be loaded by mlflow.sklearn.load_model."):
        model = mlflow.sklearn.load_model(str(logged.folder))
    if not isinstance(last_of(model), KINDS[name]):
        raise Wrong(
            f"The newest model in {EXPERIMENTS[name]} is a {type(last_of(model)).__name__}, not a "
            f"{KINDS[name].__name__}.",
            "Each model has its own experiment, and the newest run there counts: delete this run in the MLflow tab, or "
            "run the cell of the right model again.",
        )
    with crash(f"The model of the run {evidence.run.info.run_name} can't predict from the flowers."):
        model.predict_proba(flowers()[0])
    return model


def last_of(model: ClassifierMixin) -> ClassifierMixin:
    """The classifier itself, where a pipeline ends in it."""
    return model[-1] if isinstance(model, Pipeline) and len(model) else model


def _settings(evidence: Evidence, model: ClassifierMixin) -> None:
    """Raises Wrong unless the run's parameters are the model's settings: all plain ones, with their values."""
    run = evidence.run
    expected = {
        name: value for name, value in model.get_params().items() if isinstance(value, (*PLAIN, dict, list, tuple))
    }
    missing = [name for name in expected if name not in run.data.params]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise Wrong(
            f"The run {run.info.run_name} lacks settings of its model: {', '.join(missing[:3])}{more}.",
            "model.get_params() gives them all, the defaults too: the next version of scikit-learn may have other "
            "defaults.",
        )
    for name, value in expected.items():
        if isinstance(value, PLAIN) and not _says(run.data.params[name], value):
            raise Wrong(
                f"The parameter {name} is {shown(run.data.params[name])}, and in the run's own model it is "
                f"{shown(str(value))}.",
                "Log what get_params() of this very model gives, on a fresh run.",
            )


def _says(text: str, value: object) -> bool:
    """Whether a logged text is that value; a number may be written otherwise."""
    if text == str(value):
        return True
    try:
        return type(value) in (int, float) and float(text) == value
    except (ValueError, OverflowError):
        return False


def _fitted_on_its_split(evidence: Evidence, model: ClassifierMixin, seed: int) -> None:
    """Raises Wrong unless fitting such a model again on the split's other flowers gives the same model."""
    name, (table, species), its = evidence.run.info.run_name, flowers(), split(seed)
    if list(model.classes_) != sorted(set(species)):
        answers = ", ".join(map(str, model.classes_))
        raise Wrong(
            f"The model of the run {name} answers with {answers[:80]}, not with the names of the species.",
            "Fit the model on what `split` gives: there the species are names.",
        )
    if last_of(model).get_params().get("random_state", 0) is None and isinstance(
        last_of(model), DecisionTreeClassifier
    ):
        raise Wrong(
            f"The tree of the run {name} has no random_state: where two questions are equally good, chance chooses.",
            "Use DecisionTreeClassifier(random_state=0), on a fresh run: then everybody can fit this tree again.",
        )
    with crash(f"The model of the run {name} can't be fitted again with its settings."):
        if _comes_out_again(model, its.learned, its.names):
            return
        on_all = _comes_out_again(model, table, species)
    if on_all:
        raise Wrong(
            f"The model of the run {name} was fitted on all 150 flowers, also on those that judge it.",
            f"Fit it on the {len(its.learned)} training flowers that `split` gives, and log that model.",
        )
    raise Wrong(
        f"A model with these settings, fitted on the flowers of split {seed}, is not the model that the run {name} has "
        "logged.",
        f"Fit it on the training flowers that split({seed}) gives, and log it on a fresh run.",
    )


def _comes_out_again(model: ClassifierMixin, learned: pd.DataFrame, names: pd.Series) -> bool:
    """Whether the model, fitted again on these flowers, gives all 150 the same probabilities. Some solvers draw random
    numbers without a seed: such a model may differ as much as its own fits differ from one another."""
    table, _ = flowers()

    def afresh() -> np.ndarray:
        shares: np.ndarray = clone(model).fit(learned, names).predict_proba(table)
        return shares

    given, first = model.predict_proba(table), afresh()
    if np.abs(given - first).max() < SAME_SHARE:
        return True
    room = max(np.abs(afresh() - first).max() for _ in range(4))
    return bool(np.abs(given - first).max() < SAME_SHARE + 2 * room)


def _right(model: ClassifierMixin, seed: int) -> int:
    """How many of the flowers that judge it the model names rightly."""
    its = split(seed)
    return int((model.predict(its.judged) == its.truth).sum())


def _accuracy(evidence: Evidence, model: ClassifierMixin, seed: int) -> None:
    run, its = evidence.run, split(seed)
    if "accuracy" not in run.data.metrics:
        raise Wrong(
            f"The run {run.info.run_name} has no metric accuracy.",
            "Call mlflow.log_metric inside the `with`, on a fresh run.",
        )
    given, expected = run.data.metrics["accuracy"], _right(model, seed) / JUDGED
    slips = {
        model.score(its.learned, its.names): "That is the model's accuracy on the flowers that it learned from.",
        100 * expected: "That is in percent; the metric is a share, 1 at most.",
    }
    said = next((words for slip, words in slips.items() if near(given, slip, SAME_SHARE)), "")
    if not near(given, expected, SAME_SHARE):
        raise Wrong(
            f"accuracy is logged as {shown(given)}, but the run's own model names {_right(model, seed)} of {JUDGED} "
            f"flowers rightly: {expected:.2f}.",
            f"{said} Compute it from what model.predict gives for the flowers that judge the model.".strip(),
        )
