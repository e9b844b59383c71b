"""A tracked classifier of iris: its split, its settings, its model and its accuracy, as notebook 2.7 asks for them."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from mlflow.models import Model
from sklearn.base import ClassifierMixin, clone
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.tree import DecisionTreeClassifier

from workshop.checks.chapter_2 import models
from workshop.checks.evidence import Evidence, crash
from workshop.checks.outcome import Wrong

EXPERIMENTS = {"logistic_regression": "2.7-iris-logistic-regression", "tree": "2.7-iris-tree"}
KINDS = {"logistic_regression": LogisticRegression, "tree": DecisionTreeClassifier}
FLOWERS, JUDGED = 150, 50  # in all, and of them those that judge a model
SEEDS = range(2**32)  # what scikit-learn takes
SAME_SHARE = 0.001  # of an accuracy, whose steps are a flower in 50, and of a probability


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
    """The sentence for a run that holds what 2.7.1 asks for; raises Wrong with the share of what comes before."""
    mine = evidence.within(EXPERIMENTS[name])
    run, seed = mine.run, seed_of(mine)
    if not mine.models:
        raise Wrong(f"The run {run.info.run_name} has parameters and no model.", "mlflow.sklearn.log_model, inside the with.", 1 / 3)
    model = model_of(mine, name)
    _settings(mine, model)
    _fitted_on_its_split(mine, model, seed)
    _accuracy(mine, model, seed)
    return f"the run {run.info.run_name}: split {seed}, all settings, and {_right(model, seed)} of {JUDGED} flowers named rightly"


def seed_of(evidence: Evidence) -> int:
    """The seed of the split that the run says it was made on."""
    run, given = evidence.run, evidence.run.data.params
    missing = [name for name in ("split_seed", "test_size") if name not in given]
    if missing:
        raise Wrong(
            f"The run {run.info.run_name} lacks the parameter{'s' * (len(missing) > 1)} {' and '.join(missing)}: nobody can "
            "tell which flowers judge it.",
            "Log both in the cell of this exercise, and run it again: a fresh run counts.",
        )
    seed = int(given["split_seed"]) if given["split_seed"].isdecimal() else None
    if given["test_size"] != str(JUDGED) or seed not in SEEDS:
        raise Wrong(
            f"By its parameters the run {run.info.run_name} has test_size {given['test_size']} and split_seed "
            f"{given['split_seed']}; they should be {JUDGED} and a whole number.",
            "test_size is the number of flowers that judge, split_seed what `split` was called with.",
        )
    return seed


def model_of(evidence: Evidence, name: str) -> ClassifierMixin:
    """The run's model as scikit-learn has it, signed and pinned, and of the kind that is asked for."""
    import mlflow.sklearn

    folder = evidence.model_folder
    logged = Model.load(str(folder))
    models.takes(logged, list(flowers()[0].columns))
    with crash("The logged model can't be loaded by mlflow.sklearn.load_model."):
        model = mlflow.sklearn.load_model(str(folder))
    requirements = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    models.pinned(requirements, "scikit-learn", logged.flavors["sklearn"]["sklearn_version"])
    if logged.flavors["sklearn"].get("serialization_format") == "skops":
        models.pinned(requirements, "skops", models.skops_version(folder / logged.flavors["sklearn"]["pickled_model"]))
    last = model[-1] if isinstance(model, Pipeline) else model
    if not isinstance(last, KINDS[name]):
        raise Wrong(
            f"The newest model in {EXPERIMENTS[name]} is a {type(last).__name__}, not a {KINDS[name].__name__}.",
            "One experiment a model, and the newest run in it counts: delete this one in the MLflow tab, or run the cell of the "
            "model that belongs there again.",
        )
    return model


def _settings(evidence: Evidence, model: ClassifierMixin) -> None:
    """Raises Wrong unless the run's parameters are the model's settings, those of plain values."""
    run, plain = evidence.run, (str, int, float, bool, type(None))
    expected = {name: str(value) for name, value in model.get_params().items() if isinstance(value, plain)}
    missing = [name for name in expected if name not in run.data.params]
    if missing:
        more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
        raise Wrong(
            f"The run {run.info.run_name} lacks settings of its model: {', '.join(missing[:3])}{more}.",
            "model.get_params() gives them all, those too that you left as they were: the next version may have other defaults.",
            share=1 / 3,
        )
    other = [name for name in expected if run.data.params[name] != expected[name]]
    if other:
        raise Wrong(
            f"The parameter {other[0]} is {run.data.params[other[0]]!r}, and in the run's own model it is {expected[other[0]]!r}.",
            "Log what get_params() of this very model gives, on a fresh run.",
            share=1 / 3,
        )


def _fitted_on_its_split(evidence: Evidence, model: ClassifierMixin, seed: int) -> None:
    """Raises Wrong unless fitting such a model again on the split's other flowers gives the same model."""
    name, (table, species), its = evidence.run.info.run_name, flowers(), split(seed)
    if list(model.classes_) != sorted(set(species)):
        raise Wrong(
            f"The model of the run {name} answers with {', '.join(map(str, model.classes_))}, not with the names of the species.",
            "Fit it on what `split` gives: its species are names.",
            share=1 / 3,
        )
    if model.get_params().get("random_state", 0) is None and isinstance(model, DecisionTreeClassifier):
        raise Wrong(
            f"The tree of the run {name} has no random_state: where two questions are equally good, chance chooses.",
            "DecisionTreeClassifier(random_state=0), on a fresh run: then anybody gets this tree again.",
            share=1 / 3,
        )
    if _same(model, clone(model).fit(its.learned, its.names)):
        return
    if _same(model, clone(model).fit(table, species)):
        raise Wrong(
            f"The model of the run {name} was fitted on all 150 flowers, those that judge it among them.",
            f"Fit it on the {len(its.learned)} flowers that `split` gives for it, and log that model.",
            share=1 / 3,
        )
    raise Wrong(
        f"Fitting such a model on the flowers of split {seed} gives another one than the run {name} has logged.",
        "Fit it on the training flowers of that very split, and log it on a fresh run.",
        share=1 / 3,
    )


def _same(one: ClassifierMixin, other: ClassifierMixin) -> bool:
    """Whether two models give each of the 150 flowers the same probabilities."""
    table, _ = flowers()
    return bool(np.abs(one.predict_proba(table) - other.predict_proba(table)).max() < SAME_SHARE)


def _right(model: ClassifierMixin, seed: int) -> int:
    """How many of the flowers that judge it the model names rightly."""
    its = split(seed)
    return int((model.predict(its.judged) == its.truth).sum())


def _accuracy(evidence: Evidence, model: ClassifierMixin, seed: int) -> None:
    run, its = evidence.run, split(seed)
    if "accuracy" not in run.data.metrics:
        raise Wrong(
            f"The run {run.info.run_name} has no metric accuracy.", "mlflow.log_metric, inside the with, on a fresh run.", 2 / 3
        )
    given, expected = run.data.metrics["accuracy"], _right(model, seed) / JUDGED
    if math.isclose(given, expected, abs_tol=SAME_SHARE):
        return
    slips = {
        model.score(its.learned, its.names): "That is its accuracy on the flowers that it learned from.",
        100 * expected: "That is in percent; the metric is a share, 1 at most.",
    }
    said = next((words for slip, words in slips.items() if math.isclose(given, slip, abs_tol=SAME_SHARE)), "")
    raise Wrong(
        f"accuracy is logged as {given:.4f}, but the run's own model names {_right(model, seed)} of {JUDGED} flowers rightly: "
        f"{expected:.2f}.",
        f"{said} Compute it from what model.predict gives for the flowers that judge it.".strip(),
        share=2 / 3,
    )
