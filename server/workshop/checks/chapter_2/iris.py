"""Notebook 2.7: two classifiers of iris in two experiments, their mistakes, and what many splits say of them."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.metrics import confusion_matrix

from workshop.checks.chapter_2 import classifiers, pictures
from workshop.checks.chapter_2.classifiers import EXPERIMENTS, FLOWERS, JUDGED, SAME_SHARE
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

SPLITS = 20  # at least
COUNTS, PICTURE = "confusion_matrix.json", "confusion_matrix.png"


@exercise("2.7.1", f"a finished run in {EXPERIMENTS['logistic_regression']}: parameters, an accuracy that holds, and its model")
def logistic_regression(evidence: Evidence) -> str:
    return classifiers.tracked(evidence, "logistic_regression")


@exercise("2.7.2", f"the same in {EXPERIMENTS['tree']}: a tree on the split of 2.7.1, that comes out again")
def tree(evidence: Evidence) -> str:
    logistic = evidence.within(EXPERIMENTS["logistic_regression"])
    other = classifiers.seed_of(logistic)
    try:
        mine = classifiers.seed_of(evidence.within(EXPERIMENTS["tree"]))
    except NotAttempted:
        classifiers.model_of(logistic, "logistic_regression")  # says so where the tree was logged there
        raise
    if mine != other:
        raise Wrong(
            f"The tree's split has the seed {mine}, the logistic regression's {other}: other flowers judge it.",
            "Take the same split for both; else you compare splits, not models.",
        )
    return classifiers.tracked(evidence, "tree")


@exercise("2.7.3", f"{PICTURE} and {COUNTS} in both runs, with the counts of the run's own model")
def confusion_matrices(evidence: Evidence) -> str:
    runs = [evidence.within(experiment) for experiment in EXPERIMENTS.values()]
    held = [set(one.artifacts()) & {COUNTS, PICTURE} for one in runs]
    if not any(held):
        raise NotAttempted(
            f"Neither run holds {PICTURE} or {COUNTS} yet.", "Fill the blanks in the cell of this exercise, and run it."
        )
    share = sum(map(len, held)) / 4
    for one, name, files in zip(runs, EXPERIMENTS, held):
        if files != {COUNTS, PICTURE}:
            classifiers.model_of(one, name)  # a newer run that is another model's is why, then
        for missing in sorted({COUNTS, PICTURE} - files):
            raise Wrong(
                f"The run {one.run.info.run_name} in {one.experiment} holds no {missing}.",
                "Both runs get both files; names count to the letter, and the file belongs at the top of the artifacts.",
                share,
            )
    for one, name in zip(runs, EXPERIMENTS):
        _counted(one, name)
        with one.artifact(PICTURE) as path:
            pictures.drawn(path, f"{PICTURE} of the run {one.run.info.run_name}")
    return "both runs hold a picture and the counts, and the counts are what each run's own model gives"


def _counted(evidence: Evidence, name: str) -> None:
    """Raises Wrong unless the run's counts are those of its model on its split."""
    run, its = evidence.run.info.run_name, classifiers.split(classifiers.seed_of(evidence))
    with evidence.artifact(COUNTS) as path:
        labels, counts = _read(path.read_text(encoding="utf-8"), run)
    expected = confusion_matrix(its.truth, classifiers.model_of(evidence, name).predict(its.judged), labels=labels)
    if np.array_equal(counts, expected):
        return
    if np.array_equal(counts.T, expected):
        raise Wrong(
            f"In {COUNTS} of the run {run} rows and columns have changed places.",
            "A row is a true species, a column a predicted one: the truth comes first in confusion_matrix(truth, predicted).",
        )
    raise Wrong(
        f"{COUNTS} of the run {run} has {counts.tolist()}; its own model gives {expected.tolist()} in the order {', '.join(labels)}.",
        f"Count the {JUDGED} flowers that judge it, with the predictions of the model in this run, as whole numbers.",
    )


def _read(text: str, run: str) -> tuple[list[str], np.ndarray]:
    """The labels and the 3 x 3 counts that a run's file holds."""
    try:
        content = json.loads(text)
        labels, counts = list(content["labels"]), np.array(content["counts"], dtype=float)
        fits = sorted(labels) == sorted(set(classifiers.flowers()[1])) and counts.shape == (3, 3)
    except (ValueError, TypeError, KeyError):
        fits = False
    if not fits:
        raise Wrong(
            f"{COUNTS} of the run {run} isn't of the form asked for.",
            'It should be {"labels": [the names of the three species], "counts": [[...], [...], [...]]}; an array of numpy '
            "is kept as a text, and .tolist() makes lists of it.",
        )
    return labels, counts


REPLIES = {
    "a": "The model has no chance in it, but a split draws which flowers it learns from and which judge it. Is every draw as easy?",
    "b": "That would be one border flower more or less. How many flowers lie where two species meet, and can a draw have many of them?",
}


@exercise("2.7.4", 'a prediction: "a", "b" or "c"')
def luck(evidence: Evidence) -> str:
    return choice(evidence, "c", "the draw of the 50 flowers alone is worth several of them; see by how many", REPLIES)


@exercise("2.7.5", f"a run in 2.7-iris with both models' accuracies on {SPLITS} splits or more, a step a split, their means and deviations")
def splits(evidence: Evidence) -> str:
    table = _accuracies(evidence)
    for name in EXPERIMENTS:
        _fitted_anew(evidence, name, table[name])
    given = evidence.run.data.metrics
    for name in EXPERIMENTS:
        expected = {f"{name}_mean": [table[name].mean()], f"{name}_std": [table[name].std(), table[name].std(ddof=0)]}
        for metric, values in expected.items():
            if not any(math.isclose(given.get(metric, math.nan), value, abs_tol=SAME_SHARE) for value in values):
                found = f"is {given[metric]:.4f}" if metric in given else "isn't there"
                raise Wrong(
                    f"The accuracies hold, but the metric {metric} {found}; over the {len(table)} splits it is {values[0]:.4f}.",
                    "Log mean and standard deviation of both, without a step, inside the same with.",
                    share=2 / 3,
                )
    return f"{len(table)} splits, each fitted anew; means {table.iloc[:, 0].mean():.2f} and {table.iloc[:, 1].mean():.2f}"


def _accuracies(evidence: Evidence) -> pd.DataFrame:
    """Both models' accuracies as the newest run has logged them: a row a split (its seed), a column a model."""
    run = evidence.run
    found = {}
    for name in EXPERIMENTS:
        history = evidence.client.get_metric_history(run.info.run_id, name)
        found[name] = {point.step: point.value for point in history}
        if len(history) >= SPLITS > len(found[name]):
            raise Wrong(
                f"{name} has {len(history)} values in the run {run.info.run_name}, at {len(found[name])} step: which split gave which?",
                "log_metrics(..., step=seed) says so; run the cell again for a fresh run.",
            )
        if len(found[name]) < SPLITS:
            raise Wrong(
                f"The run {run.info.run_name} has {name} for {len(found[name])} splits; {SPLITS} are the least.",
                f"In one run, log the metrics {' and '.join(EXPERIMENTS)} for each split, with its seed as the step.",
            )
    table = pd.DataFrame(found).sort_index()
    if table.isna().any(axis=None) or not all(step in classifiers.SEEDS for step in table.index):
        raise Wrong(
            "The steps of the two metrics aren't the seeds of the same splits.",
            "For each seed split once, fit and judge both models on that split, and log both with that seed as the step.",
        )
    return table


def _fitted_anew(evidence: Evidence, name: str, given: pd.Series) -> None:
    """Raises Wrong unless each accuracy is what the logged model, fitted anew on that split, gets."""
    model = classifiers.model_of(evidence.within(EXPERIMENTS[name]), name)
    for seed, accuracy in given.items():
        its = classifiers.split(seed)
        expected = clone(model).fit(its.learned, its.names).score(its.judged, its.truth)
        if math.isclose(accuracy, expected, abs_tol=SAME_SHARE):
            continue
        if math.isclose(accuracy, model.score(its.judged, its.truth), abs_tol=SAME_SHARE):
            raise Wrong(
                f"At seed {seed} {name} is {accuracy:.2f}. That is what the model of your first split gets, which learned "
                f"from many of these {JUDGED} flowers; fitted anew it gets {expected:.2f}.",
                "Fit a fresh copy on each split: clone(model).fit(...).",
            )
        raise Wrong(
            f"At seed {seed} {name} is {accuracy:.2f}; a model with the settings that you logged, fitted on that split, gets "
            f"{expected:.2f}.",
            "Split with that seed, fit a copy of the model that you logged, and score it on the 50 others.",
        )


@exercise("2.7.6", "points, lead and error as your own splits give them, and what follows for the question")
def conclusion(evidence: Evidence) -> str:
    given, table = evidence.answer(), _accuracies(evidence)
    if not isinstance(given, dict) or set(given) != {"points", "lead", "error", "better"}:
        raise Wrong(f"{given!r} is not a dictionary of the four.", 'It has the keys "points", "lead", "error" and "better".')
    leads = JUDGED * (table["logistic_regression"] - table["tree"])
    lead, error = leads.mean(), leads.std() * math.sqrt(1 / len(leads) + JUDGED / (FLOWERS - JUDGED))
    points = {1 / JUDGED: "a share; in percent it is a hundred times that", 1: f"one flower; of {JUDGED} that is more"}
    _number(given, "points", 100 / JUDGED, points, share=0)
    slips = {-lead: "the tree's lead", lead / JUDGED: "a share, not a number of flowers", 100 * lead / JUDGED: "points"}
    _number(given, "lead", lead, slips, share=1 / 4)
    slips = {
        leads.std() / math.sqrt(len(leads)): "what independent trials would give; these splits share their flowers",
        leads.std(): "the deviation of single splits",
        leads.std() * (1 / len(leads) + JUDGED / (FLOWERS - JUDGED)): "the error without the square root",
        leads.var() * math.sqrt(1 / len(leads) + JUDGED / (FLOWERS - JUDGED)): "the error with a variance for the deviation",
    }
    _number(given, "error", error, slips, share=2 / 4)
    right = "neither" if abs(lead) <= 2 * error else "logistic_regression" if lead > 0 else "tree"
    if given["better"] != right:
        raise Wrong(_reply(given["better"], right, abs(lead) / error), "Compare the lead with twice its error.", share=3 / 4)
    return f"a lead of {lead:.1f} flowers, give or take {error:.1f}, by which one can say: {right.replace('_', ' ')}"


def _number(given: dict, key: str, expected: float, slips: dict[float, str], share: float) -> None:
    """Raises Wrong, with words for the likely slips, unless the answer's number is `expected` to two decimals."""
    value = given[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Wrong(f"{key} is {value!r}, which is not a number.", "Hand in a number.", share)
    if math.isclose(value, expected, abs_tol=0.006):
        return
    words = next((what for slip, what in slips.items() if math.isclose(value, slip, abs_tol=0.006)), "")
    raise Wrong(
        f"{key} is {value:.2f}{f': {words}' if words else ', and it is another number'}.",
        f"What share of {JUDGED} flowers is one, in percent?" if key == "points"
        else "Compute it from the table `accuracies` of the run that you logged last, to two decimals.",
        share,
    )


def _reply(given: object, right: str, times: float) -> str:
    if given not in (*EXPERIMENTS, "neither"):
        return f'better is {given!r}; there are "logistic_regression", "tree" and "neither".'
    if right == "neither":
        return f"The lead is {times:.1f} times its error: another draw of 150 flowers could turn it round."
    return f"The lead is {times:.1f} times its error: that is more than the draw of the flowers explains. Who has it?"
