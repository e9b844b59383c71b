"""Notebook 2.7: two classifiers of iris in two experiments, their mistakes, and what many splits say of them."""

from __future__ import annotations

import math
import random
from contextlib import suppress
from functools import partial

import numpy as np
import pandas as pd
from mlflow.entities import Run
from sklearn.base import clone
from sklearn.metrics import confusion_matrix

from workshop.checks import picture
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import FILL, Evidence
from workshop.checks.expect import close, earned, fields, near, number, shown, to_the_digit
from workshop.checks.run_contents import crash
from workshop.progress.outcome import NotAttempted, Wrong

from . import classifiers
from .classifiers import EXPERIMENTS, FLOWERS, JUDGED, SAME_SHARE

SPLITS = 20  # at least
FITTED = 40  # splits at most that are fitted again, drawn by lot where there are more
ANSWER = ("points", "lead", "error", "better")
ROUNDED = 0.006  # what a number to two decimals may differ by
COMPUTE = "Compute it from the table `accuracies` of the run that you logged last, to two decimals."
COUNTS, PICTURE = "confusion_matrix.json", "confusion_matrix.png"


@exercise(
    "2.7.1",
    f"a finished run in {EXPERIMENTS['logistic_regression']}: parameters, the model, and the model's true accuracy",
)
def logistic_regression(evidence: Evidence) -> str:
    return classifiers.tracked(evidence, "logistic_regression")


@exercise("2.7.2", f"the same in {EXPERIMENTS['tree']}: a tree on the split of 2.7.1, which can be fitted again")
def tree(evidence: Evidence) -> str:
    other = classifiers.seed_of(classifiers.run_of(evidence, "logistic_regression"))
    mine = classifiers.seed_of(classifiers.run_of(evidence, "tree"))
    if mine != other:
        raise Wrong(
            f"The tree's split has the seed {mine}, the logistic regression's {other}: different flowers judge the "
            "two.",
            "Take the same split for both; otherwise you compare splits, not models.",
        )
    return classifiers.tracked(evidence, "tree")


@exercise("2.7.3", f"{PICTURE} and {COUNTS} in both runs, with the counts of the run's own model")
def confusion_matrices(evidence: Evidence) -> str:
    runs = {name: classifiers.run_of(evidence, name) for name in EXPERIMENTS}
    for one in runs.values():
        classifiers.seed_of(one)  # raises a message where the newest run isn't the one that was meant
    held = {name: set(one.artifacts()) for name, one in runs.items()}
    if not any(files & {COUNTS, PICTURE} for files in held.values()):
        raise _none(runs, held)
    share = sum(len(files & {COUNTS, PICTURE}) for files in held.values()) / 4
    with earned(share):
        for name, one in runs.items():
            _holds_both(one, name, held[name])
    with earned(1 / 2):
        for name, one in runs.items():
            _counted(one, name)
        _drawn(list(runs.values()))
    return "both runs hold a picture and the counts, and the counts are what each run's own model gives"


def _none(runs: dict[str, Evidence], held: dict[str, set[str]]) -> NotAttempted | Wrong:
    """What to raise where neither run holds one of the files: others may be there, or on a newer run."""
    for name, one in runs.items():
        ends = (".json", *picture.SUFFIXES)
        others = [file for file in sorted(held[name]) if "confusion" in file or file.lower().endswith(ends)]
        if others:
            return _missing(one, PICTURE, others)
        nothing = one.nothing(f"{PICTURE} or {COUNTS}", partial(_holds_one, one))
        if isinstance(nothing, Wrong):
            return nothing
    return NotAttempted(f"Neither run holds {PICTURE} or {COUNTS} yet.", FILL)


def _holds_one(evidence: Evidence, run: Run) -> bool:
    return bool({PICTURE, COUNTS} & set(evidence.of(run).artifacts()))


def _missing(evidence: Evidence, file: str, others: list[str]) -> Wrong:
    beside = f"; it holds {shown(', '.join(others), 120)[1:-1]}" if others else ""
    return Wrong(
        f"The run {evidence.run.info.run_name} in {evidence.experiment} holds no {file}{beside}.",
        "Log both files to both runs, under exactly these names, and not inside a folder.",
    )


def _holds_both(evidence: Evidence, name: str, files: set[str]) -> None:
    """Raises Wrong unless the run holds both files."""
    missing = sorted({COUNTS, PICTURE} - files)
    if missing:
        classifiers.model_of(evidence, name)  # raises a message where the newest run is the other model's
        raise _missing(evidence, missing[0], sorted(files - {COUNTS, PICTURE}))


def _drawn(runs: list[Evidence]) -> None:
    """Raises Wrong unless each run has a picture with something in it, and two pictures differ where the counts do."""
    drawn = [picture.kept(one, PICTURE) for one in runs]
    counts = [_read(one)[1].tolist() for one in runs]
    if counts[0] != counts[1] and np.array_equal(drawn[0], drawn[1]):
        raise Wrong(
            f"Both runs hold the very same {PICTURE}, though their counts differ.",
            "Draw a matrix for each model, and log each one's own figure: matrix.figure_.",
        )


def _counted(evidence: Evidence, name: str) -> None:
    """Raises Wrong unless the run's counts are those of its model on its split."""
    run, its = evidence.run.info.run_name, classifiers.split(classifiers.seed_of(evidence))
    labels, counts = _read(evidence)
    model = classifiers.model_of(evidence, name)
    with crash(f"The predictions of the model of the run {run} can't be counted by the names of the species."):
        expected = confusion_matrix(its.truth, model.predict(its.judged), labels=labels)
    if np.array_equal(counts, expected):
        return
    if np.array_equal(counts.T, expected):
        raise Wrong(
            f"In {COUNTS} of the run {run} rows and columns have changed places.",
            "A row is a true species, a column a predicted one: the truth comes first in confusion_matrix(truth, "
            "predicted).",
        )
    raise Wrong(
        f"{COUNTS} of the run {run} has {shown(counts.tolist())}; its own model gives {expected.tolist()} in the order "
        f"{', '.join(labels)}.",
        f"Count the {JUDGED} flowers that judge the model, by the predictions of the model in this run, as whole "
        "numbers.",
    )


def _read(evidence: Evidence) -> tuple[list[str], np.ndarray]:
    """The labels and the 3 x 3 counts that the run's file holds."""
    content = evidence.json(COUNTS)
    with suppress(ValueError, TypeError, KeyError, OverflowError, RecursionError):
        labels, counts = list(content["labels"]), np.array(content["counts"], dtype=float)
        if sorted(labels) == sorted(set(classifiers.flowers()[1])) and counts.shape == (3, 3):
            return labels, counts
    raise Wrong(
        f"{COUNTS} of the run {evidence.run.info.run_name} isn't of the form asked for.",
        'It should be {"labels": [the names of the three species], "counts": [[...], [...], [...]]}; a numpy array '
        "is stored as text, and .tolist() makes lists of it.",
    )


REPLIES = {
    "a": "The model is not random, but a split draws the flowers that it learns from and the flowers that judge it. Is "
    "every draw equally easy?",
    "b": "That would be one difficult flower more or less. How many flowers lie where two species meet, and can a draw "
    "have many of them?",
}


@exercise("2.7.4", 'a prediction: "a", "b" or "c"')
def luck(evidence: Evidence) -> str:
    return choice(evidence, "c", "the draw of the 50 flowers alone is worth several of them; see by how many", REPLIES)


@exercise(
    "2.7.5",
    f"a run splits in 2.7-iris: both models' accuracies on {SPLITS} splits or more, one step for each split, with "
    "means and standard deviations",
)
def splits(evidence: Evidence) -> str:
    evidence = _own(evidence)
    table = _accuracies(evidence)
    for name in EXPERIMENTS:
        _fitted_anew(evidence, name, table[name])
    with earned(2 / 3):
        for name in EXPERIMENTS:
            _mean_and_deviation(evidence, name, table[name])
    return (
        f"{len(table)} splits, each fitted anew; means {table.iloc[:, 0].mean():.2f} and {table.iloc[:, 1].mean():.2f}"
    )


def _own(evidence: Evidence) -> Evidence:
    """The evidence with the run `splits`. Raises NotAttempted where no run of the learner has such accuracies, Wrong
    where a run with another name or in another experiment has them."""
    mine = evidence.named("splits", "")
    try:
        mine.run
    except NotAttempted:
        classifiers.refuse_elsewhere(
            evidence, evidence.experiment, lambda run: bool(set(EXPERIMENTS) & set(run.data.metrics))
        )
        raise
    return mine


def _mean_and_deviation(evidence: Evidence, name: str, given: pd.Series) -> None:
    """Raises Wrong unless the run has mean and deviation of one model's accuracies; the deviation with n or n - 1."""
    logged = evidence.run.data.metrics
    expected = {f"{name}_mean": [given.mean()], f"{name}_std": [given.std(), given.std(ddof=0)]}
    for metric, values in expected.items():
        given_as = logged.get(metric, math.nan)
        if not any(near(given_as, value, SAME_SHARE) and to_the_digit(given_as, value) for value in values):
            found = f"is {logged[metric]:.4g}" if metric in logged else "isn't there"
            raise Wrong(
                f"The accuracies are right, but the metric {metric} {found}; over the {len(given)} splits it is "
                f"{values[0]:.4f}.",
                "Log mean and standard deviation of both models, without a step, in the same run.",
            )


def _accuracies(evidence: Evidence) -> pd.DataFrame:
    """Both models' accuracies as the evidence's run has logged them: a row a split (its seed), a column a model."""
    run = evidence.run
    found = {}
    for name in EXPERIMENTS:
        history = sorted(evidence.client.get_metric_history(run.info.run_id, name), key=lambda point: point.timestamp)
        found[name] = {point.step: point.value for point in history}
        if len(history) >= SPLITS > len(found[name]):
            raise Wrong(
                f"{name} has {len(history)} values in the run {run.info.run_name}, at {len(found[name])} "
                f"step{'s' * (len(found[name]) != 1)}: which split gave which?",
                "log_metrics(..., step=seed) says so; run the cell again for a fresh run.",
            )
        if len(found[name]) < SPLITS:
            raise Wrong(
                f"The run {run.info.run_name} has {name} for {len(found[name])} splits; at least {SPLITS} are needed.",
                f"In one run, log the metrics {' and '.join(EXPERIMENTS)} for each split, with its seed as the step.",
            )
    if set.symmetric_difference(*map(set, found.values())) or not all(
        step in classifiers.SEEDS for step in found["tree"]
    ):
        raise Wrong(
            "The steps of the two metrics aren't the seeds of the same splits.",
            "For each seed split once, fit and judge both models on that split, and log both with that seed as the "
            "step.",
        )
    return _shares(pd.DataFrame(found).sort_index())


def _shares(table: pd.DataFrame) -> pd.DataFrame:
    """The table. Raises Wrong unless each number is a share of the flowers that judge."""
    flowers = table * JUDGED
    for name in table:
        odd = table.index[
            ~((flowers[name] - flowers[name].round()).abs().le(JUDGED * SAME_SHARE) & table[name].between(0, 1))
        ]
        if len(odd):
            raise Wrong(
                f"At seed {odd[0]} {name} is {table[name][odd[0]]:.4g}; it should be a number of flowers divided by "
                f"{JUDGED}.",
                "Log what score gives for the flowers that judge the model; run the cell again for a fresh run.",
            )
    return table


def _fitted_anew(evidence: Evidence, name: str, given: pd.Series) -> None:
    """Fits the logged model anew on each split, and raises Wrong where it gets another accuracy than the logged one. Of
    very many splits only some are fitted, drawn by lot."""
    tracked = classifiers.run_of(evidence, name)
    classifiers.seed_of(tracked)
    model = classifiers.model_of(tracked, name)
    drawn = sorted(random.SystemRandom().sample(sorted(given.index), min(FITTED, len(given))))
    for seed in drawn:
        accuracy, its = given[seed], classifiers.split(int(seed))
        with crash(f"The model of the run {tracked.run.info.run_name} can't be fitted anew with its settings."):
            expected = clone(model).fit(its.learned, its.names).score(its.judged, its.truth)
            old = model.score(its.judged, its.truth)
        if near(accuracy, expected, SAME_SHARE):
            continue
        if near(accuracy, old, SAME_SHARE):
            raise Wrong(
                f"At seed {seed} {name} is {accuracy:.2f}. That is what the model of your first split gets: it learned "
                f"from many of these {JUDGED} flowers. Fitted anew it gets {expected:.2f}.",
                "Fit a fresh copy on each split: clone(model).fit(...).",
            )
        raise Wrong(
            f"At seed {seed} {name} is {accuracy:.2f}; a model with the settings that you logged, fitted on that "
            f"split, gets {expected:.2f}.",
            "Split with that seed, fit a copy of the model that you logged, and score the copy on the 50 others. The "
            "step is the seed.",
        )


@exercise("2.7.6", "points, lead and error from your own splits, and the model that is better by them, or neither")
def conclusion(evidence: Evidence) -> str:
    given, table = evidence.answer(), _accuracies(_own(evidence))
    if isinstance(given, dict):
        given = {name: given[name] for name in ANSWER if name in given}
    points, lead, error, better = fields(given, *ANSWER)
    leads = JUDGED * (table["logistic_regression"] - table["tree"])
    _points(points)
    with earned(1 / 4):
        _lead(lead, leads)
    with earned(2 / 4):
        times = _error(error, leads)
    right = "neither" if abs(times) <= 2 else "logistic_regression" if times > 0 else "tree"
    if not isinstance(better, str) or better.strip().lower() != right:
        raise Wrong(_reply(better, right, abs(times)), "Compare the lead with twice its error.", share=3 / 4)
    says = right.replace("_", " ")
    return f"a lead of {leads.mean():.1f} flowers, give or take {error:.1f}, by which one can say: {says}"


def _points(given: object) -> None:
    slips = {1 / JUDGED: "a share; multiply it by 100", 1: f"one flower, not its share of {JUDGED} in percent"}
    _equal("points", given, 100 / JUDGED, slips, f"What share of {JUDGED} flowers is one, in percent?")


def _lead(given: object, leads: pd.Series) -> None:
    lead = leads.mean()
    slips = {-lead: "the tree's lead", lead / JUDGED: "a share, not a number of flowers", 100 * lead / JUDGED: "points"}
    _equal("lead", given, lead, slips, COMPUTE)


def _error(given: object, leads: pd.Series) -> float:
    """The lead divided by its error. Raises Wrong unless the error is right, by a deviation with n - 1 or with n."""
    n, factor = len(leads), math.sqrt(1 / len(leads) + JUDGED / (FLOWERS - JUDGED))
    slips: dict[float, str] = {}
    for ddof in (0, 1):
        deviation = leads.std(ddof=ddof)
        slips |= {
            deviation / math.sqrt(n): "what independent trials would give; these splits share their flowers",
            deviation: "the deviation of single splits",
            deviation * factor**2: "the error without the square root",
            deviation**2 * factor: "the error with the variance in place of the deviation",
            deviation * math.sqrt(1 / n + JUDGED / FLOWERS): "the error with 50/150; a model learns from 100 flowers",
        }
    value = number(given, "flowers", "error")
    error = min((leads.std(ddof=ddof) * factor for ddof in (1, 0)), key=lambda one: abs(one - value))
    _equal("error", given, error, slips, COMPUTE)
    lead = leads.mean()
    return lead / error if error else math.copysign(math.inf, lead) if lead else 0.0


def _equal(name: str, given: object, expected: float, slips: dict[float, str], try_next: str) -> None:
    """Raises Wrong, with words for the likely mistakes, unless the answer's number is `expected` to two decimals."""
    value = number(given, name=name)
    found = f"{name} is {shown(round(value, 2))}"
    words = {slip: (f"{found}: {what}.", try_next) for slip, what in slips.items()}
    close(value, expected, ROUNDED, words, (f"{found}, which is not right.", try_next))


def _reply(given: object, right: str, times: float) -> str:
    if given not in (*EXPERIMENTS, "neither"):
        return f'better is {shown(given)}; it should be "logistic_regression", "tree" or "neither".'
    if right == "neither":
        return f"The lead is {times:.1f} times its error: another draw of 150 flowers could turn it round."
    return (
        f"The lead is {times:.1f} times its error: that is more than the draw of the flowers explains. Which model "
        "leads?"
    )
