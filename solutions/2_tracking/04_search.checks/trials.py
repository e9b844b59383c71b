"""The trials of notebook 2.4's search: the runs that it leaves, what its study was told, and forests fitted again."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import pandas as pd
from mlflow.entities import Run
from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold, PredefinedSplit

from workshop.checks.evidence import Evidence
from workshop.checks.expect import COMPUTED, last_digit, near, shown, to_the_digit
from workshop.checks.forecast import SAME
from workshop.checks.refit import MOST_TREES, forest_settings
from workshop.checks.run_contents import crash
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

TRAIN, TEST = 2013, 2014
NAME, TRIALS, FOLDS, METRIC, TOLD = "search", 16, 4, "cv_rmse", "study.json"
# The parameters of the forests, and their limits: fitting a forest again must not take too long.
LIMITS = {
    "n_estimators": (1, MOST_TREES),
    "random_state": (0, 2**32 - 1),
    "min_samples_leaf": (1, 9000),
    "max_features": (1, len(FEATURES)),
    "max_depth": (1, 1000),
}
AGAIN_AT_MOST = 400  # trees, of the forests that are fitted again for trials other than the best
NEST = "study.optimize runs inside the search's `with`, and each trial opens a run of its own there, with nested=True."
AGAIN = "Mend objective and run the cell again: a fresh search counts."
Fold = tuple[np.ndarray, np.ndarray]  # the rest and what is held out, as positions
DICE = random.SystemRandom()  # nobody can foresee which forests are fitted again


@dataclass(frozen=True)
class Told:
    """What Optuna was told of one trial: its state at the end, what objective returned, the means that it reported."""

    number: int
    state: str
    value: float | None
    reported: list[float]


def search_of(evidence: Evidence) -> Evidence:
    """The evidence with the run of the search, which has nested runs. Raises Wrong where no run can be the search, and
    NotAttempted where there is no run at all."""
    search = evidence.named(NAME)
    try:
        found = search.children()
    except NotAttempted:
        newest = evidence.run.info.run_name
        mend = f'Open the search\'s own run with run_name="{NAME}".' if evidence.children() else NEST
        raise Wrong(f"There is no run named {NAME}; the newest is {newest}.", mend) from None
    if not found:
        raise Wrong(f"The run {NAME} has no nested runs{_opened_later(search)}.", NEST)
    return search


def _opened_later(search: Evidence) -> str:
    """Words for the newest run that was opened after the search and isn't nested in it."""
    since = f"attributes.start_time >= {search.run.info.start_time}"
    for run in search.runs([search.experiment], since, 2):
        if run.info.run_id != search.run.info.run_id:
            where = "in another run than this search" if MLFLOW_PARENT_RUN_ID in run.data.tags else "in no run"
            return f"; {run.info.run_name}, opened after it, is nested {where}"
    return ""


def left_well(search: Evidence, children: list[Run]) -> None:
    """Raises Wrong unless all trials are there, each nested in the search itself, and ended as they should."""
    ended = [child for child in children if child.info.status == "FINISHED"]
    if len(ended) < len(children):
        other = next(child for child in children if child not in ended)
        raise Wrong(
            f"{len(children) - len(ended)} of the trials didn't end well: {other.info.run_name} has the status "
            f"{other.info.status}.",
            f"That run was never closed; a `with` closes it. {AGAIN}" if other.info.status == "RUNNING"
            else "An exception inside the `with`, such as TrialPruned, gives the run the status FAILED: raise it after "
            f"the `with`. {AGAIN}",
            share=len(ended) / len(children) / 2,
        )  # fmt: skip
    if len(children) != TRIALS:
        names = {child.info.run_id: child.info.run_name for child in children}
        deeper = next(
            (run for run in search.runs([search.experiment]) if run.data.tags.get(MLFLOW_PARENT_RUN_ID) in names), None
        )
        also, several = "", "s" * (len(children) != 1)
        if deeper:
            above = names[deeper.data.tags[MLFLOW_PARENT_RUN_ID]]
            also = f" Others are nested in one another: {deeper.info.run_name} is under {above}."
        raise Wrong(
            f"The run {NAME} has {len(children)} nested run{several}; it should have {TRIALS}, one for each "
            f"trial.{also}",
            f"Close each trial's run before the next one is opened: `with` does so. {AGAIN}" if deeper
            else f"Give study.optimize n_trials={TRIALS}. {AGAIN}",
        )  # fmt: skip


def told(search: Evidence) -> list[Told]:
    """What Optuna was told, from the file study.json. Raises Wrong where the file is missing or incomplete, and where
    Optuna counts a trial as failed: no later message would name that cause."""
    if TOLD not in search.artifacts():
        raise Wrong(
            f"The run {NAME} has no {TOLD}, so nobody can see what Optuna was told.",
            "The last line of the cell, keep(study, search), writes it: name your study `study` and the search's run "
            "`search`, and run the cell to its end.",
            share=0.5,
        )
    content = search.json(TOLD)
    try:
        trials = sorted((_told(entry) for entry in content["trials"]), key=lambda trial: trial.number)
        direction = content["direction"]
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        raise Wrong(
            f"{TOLD} isn't what keep(study, search) writes.",
            f"Leave that function and the cell's last line as they are. {AGAIN}",
        ) from None
    failed = [trial for trial in trials if trial.state == "FAIL"]
    if failed:
        raise Wrong(
            f"Optuna counts {len(failed)} of {len(trials)} trials as failed, for example trial {failed[0].number}: "
            "Optuna got no number from objective.",
            f"Let objective return one number, the mean of its errors: np.mean(errors). {AGAIN}",
        )
    if [trial.number for trial in trials] != list(range(TRIALS)):
        raise Wrong(
            f"The study has {len(trials)} trials, but the run {NAME} has {TRIALS} nested runs.",
            "A fresh search has a fresh study: run optuna.create_study again, and the search after it.",
        )
    if direction != "MINIMIZE":
        raise Wrong(
            f"The study's direction is {shown(direction)}: it looks for large errors.",
            "Leave direction out: Optuna then looks for the smallest value.",
        )
    return trials


def _told(entry: dict[str, Any]) -> Told:
    """One trial of the file. Raises LookupError, ValueError and the like where the content is odd."""
    value, reported = entry["value"], entry["reported"]
    steps = sorted(reported, key=int)
    returned = None if value is None else float(value)
    return Told(int(entry["number"]), str(entry["state"]), returned, [float(reported[step]) for step in steps])


def described(children: list[Run]) -> None:
    """Raises Wrong unless each trial has all its parameters, and they differ."""
    mend = f"Log the whole dictionary `parameters`, the fixed ones too, in each trial's own run. {AGAIN}"
    every = [forest_settings(child, LIMITS, mend) for child in children]
    if all(each == every[0] for each in every):
        raise Wrong(
            f"All {len(children)} trials have the same parameters.",
            f"Get them from the trial, anew each time: trial.suggest_int. {AGAIN}",
        )


def history(evidence: Evidence, child: Run) -> list[float]:
    """The metric of one trial after each fold, GW. Raises Wrong where it is missing, or its steps aren't the folds."""
    points = evidence.client.get_metric_history(child.info.run_id, METRIC)
    if not points:
        raise Wrong(
            f"{child.info.run_name} has no metric {METRIC}.", f"Log it after each fold, in the trial's own run. {AGAIN}"
        )
    kept = sorted(points, key=lambda metric: (metric.step, metric.timestamp))
    steps = [metric.step for metric in kept]
    if steps[0] not in (0, 1) or steps != list(range(steps[0], steps[0] + len(steps))):
        raise Wrong(
            f"The metric {METRIC} of {child.info.run_name} has the steps {shown(steps)}; each fold is a step, counted "
            "from 0.",
            f"Give log_metric step=fold. {AGAIN}",
        )
    if len(steps) > FOLDS:
        raise Wrong(
            f"The metric {METRIC} of {child.info.run_name} has {len(steps)} values; there are {FOLDS} folds.",
            f"Log it once for each fold. {AGAIN}",
        )
    return [metric.value for metric in kept]


def pruned_among(children: list[Run], histories: dict[str, list[float]]) -> list[Run]:
    """The trials that are tagged as pruned. Raises Wrong where no trial was pruned, or a trial lacks the tag."""
    pruned = [child for child in children if says(child, "pruned")]
    others = [child for child in children if child not in pruned]
    short = [child for child in others if len(histories[child.info.run_id]) < FOLDS]
    untagged = [child for child in others if child.data.tags.get("pruned", "").lower() != "false"]
    if short:
        raise Wrong(
            f"{short[0].info.run_name} ends after {len(histories[short[0].info.run_id])} of {FOLDS} folds, and no tag "
            "says that it was pruned.",
            f'Call mlflow.set_tag("pruned", pruned) inside the trial\'s `with`. {AGAIN}',
            share=0.5,
        )
    if not pruned:
        raise Wrong(
            f"No trial was pruned: all {TRIALS} went through {FOLDS} folds.",
            f"Report the mean after each fold, ask trial.should_prune(), and stop the trial if it says so. {AGAIN}",
            share=0.5,
        )
    if untagged:
        given = untagged[0].data.tags.get("pruned")
        raise Wrong(
            f"{untagged[0].info.run_name} {'has no tag pruned' if given is None else f'has pruned = {shown(given)}'}.",
            f"Set the tag in every trial: True where it was pruned, False where it wasn't. {AGAIN}",
            share=0.5,
        )
    return pruned


def says(child: Run, tag: str) -> bool:
    return child.data.tags.get(tag, "").lower() == "true"


def error_of(child: Run) -> float:
    """The last value of a trial's metric; infinite where there is none, or it isn't a number."""
    value = child.data.metrics.get(METRIC, math.inf)
    return value if math.isfinite(value) else math.inf


def best_of(children: Sequence[Run]) -> Run:
    """The trial with the smallest error of those that weren't pruned. Raises Wrong where all were."""
    finished = [child for child in children if not says(child, "pruned")]
    if not finished:
        raise Wrong(
            "All trials are tagged as pruned.", f"Set the tag to what should_prune gave: True or False. {AGAIN}"
        )
    return min(finished, key=error_of)


# What Optuna was told, compared with what was logged


def told_alike(study: list[Told], children: list[Run], histories: dict[str, list[float]]) -> None:
    """Raises Wrong unless each trial of the study fits one of the nested runs: it reported the values that the run has
    logged, it returned the last of them, and it was pruned if the tag says so."""
    left = list(children)
    for trial in study:
        fitting = next((child for child in left if not _unlike(trial, child, histories[child.info.run_id])), None)
        if fitting is None:
            nth = children[trial.number]
            words = _unlike(trial, nth, histories[nth.info.run_id]) or _unlike(
                trial, left[0], histories[left[0].info.run_id]
            )
            assert words, "no run that is left is like it"
            raise Wrong(*words, share=0.5)
        left.remove(fitting)


def _unlike(trial: Told, child: Run, logged: list[float]) -> tuple[str, str] | None:
    """How a trial of the study differs from a nested run, and what to try next; None where it doesn't."""
    name, last = child.info.run_name, logged[-1]
    if len(trial.reported) != len(logged):
        return (
            f"Optuna was told a mean after {len(trial.reported)} folds of trial {trial.number}, but {METRIC} of {name} "
            f"was logged after {len(logged)}.",
            f"After each fold call trial.report(np.mean(errors), step=fold), with the number that is logged. {AGAIN}",
        )
    for fold, (given, value) in enumerate(zip(trial.reported, logged, strict=True), start=1):
        if not near(given, value, SAME):
            return (
                f"After fold {fold} Optuna was told {given:.4f} for trial {trial.number}, but {METRIC} of {name} was "
                f"logged as {value:.4f}.",
                f"Report and log the same number, the mean over the folds so far: np.mean(errors). {AGAIN}",
            )
    if (trial.state == "PRUNED") != says(child, "pruned"):
        tag = child.data.tags.get("pruned")
        return (
            f"Optuna counts trial {trial.number} as {trial.state}, but the tag pruned of {name} says {shown(tag)}.",
            "End a pruned trial with `raise optuna.TrialPruned`, after the `with`; let every other trial return its "
            f"mean. {AGAIN}",
        )
    if trial.state != "PRUNED" and not (trial.value is not None and near(trial.value, last, SAME)):
        returned = "nothing" if trial.value is None else f"{trial.value:.4f}"
        return (
            f"objective returned {returned} for trial {trial.number}; {METRIC} of {name} is {last:.4f} in the end.",
            f"Return the mean over all folds, np.mean(errors): Optuna looks for the smallest one. {AGAIN}",
        )
    return None


def pruned_by_the_median(study: list[Told]) -> None:
    """Raises Wrong unless the trials were pruned as a median pruner would prune them, with some n_startup_trials and
    n_warmup_steps."""
    if any(not _against(study, startup, warmup) for startup in range(TRIALS + 1) for warmup in range(FOLDS)):
        return
    first = _against(study, 4, 0)
    assert first, "it is one of those above"
    trial, fold = first
    went_on = fold < len(trial.reported)
    raise Wrong(
        f"Trial {trial.number} {'went on' if went_on else 'was pruned'} after fold {fold}, although its best report so "
        f"far {'was' if went_on else 'was not'} worse than the median of the finished trials before it.",
        f"trial.should_prune() says when to prune: ask it after each report, and do as it says. {AGAIN}",
        share=0.5,
    )


def _against(study: list[Told], startup: int, warmup: int) -> tuple[Told, int] | None:
    """The first trial and fold (from 1) where a median pruner with these settings would have decided otherwise."""
    for trial in study:
        before = [other.reported for other in study[: trial.number] if other.state == "COMPLETE"]
        for fold in range(len(trial.reported)):
            last = fold == len(trial.reported) - 1
            if last and trial.state == "COMPLETE":  # after the last fold, pruning saves nothing: no need to ask
                continue
            there = [reported[fold] for reported in before if len(reported) > fold]
            asked = len(before) >= max(startup, 1) and fold >= warmup and there
            worse = bool(asked) and min(trial.reported[: fold + 1]) > median(there)
            if worse != last:
                return trial, fold + 1
    return None


# Forests fitted again


def honest(evidence: Evidence, child: Run, given: list[float]) -> None:
    """Raises Wrong unless the trial's own parameters give its errors again, on held-out months of the training year."""
    hours = evidence.year(TRAIN)
    errors = _errors(child, hours, months(hours))
    expected = _means(errors)
    name, last = child.info.run_name, f"{given[-1]:.4f}"
    if len(given) == FOLDS and np.allclose(given, expected, atol=SAME):
        if all(map(to_the_digit, given, expected)):
            return
        raise Wrong(
            f"{METRIC} of {name} is {given[-1]:.7f} GW in the end; its own parameters give {expected[-1]:.7f}, near "
            "and not the same.",
            f"Log the parameters that the forest was made with, just as they are. {AGAIN}",
        )
    if near(given[-1], errors[-1], SAME):
        raise Wrong(
            f"{METRIC} of {name} is the error of each fold by itself, {last} GW in the end.",
            f"Log the mean over the folds so far, np.mean(errors): the last mean then stands for the trial. {AGAIN}",
        )
    shuffled = list(KFold(FOLDS, shuffle=True, random_state=0).split(hours))
    if near(given[-1], _means(_errors(child, hours, shuffled))[-1], SAME):
        raise Wrong(
            f"{METRIC} of {name}, {last} GW, comes from shuffled hours.",
            f'Take the folds of "whole months". {AGAIN}',
        )
    raise Wrong(
        f"{METRIC} of {name} is {last} GW in the end; its own parameters give {expected[-1]:.4f} on held-out months of "
        f"{TRAIN}.",
        "Log the parameters that the forest was made with, and the mean of the errors on the folds of "
        f'"whole months". {AGAIN}',
    )


def plausible(evidence: Evidence, best: Run, children: list[Run], histories: dict[str, list[float]]) -> None:
    """Raises Wrong where a trial's numbers can't be errors of forests: they differ from those of a trial with the same
    parameters; or, on some fold, the error is far below the best trial's, or far above the error of always predicting
    the mean."""
    hours, same = evidence.year(TRAIN), dict[str, list[float]]()
    lowest = [error / 2 for error in by_fold(histories[best.info.run_id])]
    highest = [_guess(hours, fold) * 1.5 for fold in months(hours)]
    for child in children:
        given = histories[child.info.run_id]
        twin = same.setdefault(repr(sorted(forest_settings(child, LIMITS, AGAIN).items())), given)
        alike = all(near(one, other, SAME) for one, other in zip(given, twin, strict=False))
        for fold, error in enumerate(by_fold(given)):
            if not alike:
                raise _made_up(child, fold, error, "another trial with the same parameters has another error")
            if not lowest[fold] <= error <= highest[fold]:
                raise _made_up(child, fold, error, "no forest of this search can have that error")


def comes_out_again(evidence: Evidence, others: list[Run], histories: dict[str, list[float]]) -> None:
    """Fits each of these trials again on one fold, and raises Wrong where the error differs. Of trials with big forests
    only some are fitted, a pruned one among them. Trials and folds are drawn by lot."""
    hours = evidence.year(TRAIN)
    folds, trees = months(hours), max(int(child.data.params["n_estimators"]) for child in others)
    drawn = DICE.sample(others, len(others))
    drawn.sort(key=lambda child: not says(child, "pruned"))
    if len(others) > AGAIN_AT_MOST // trees:
        drawn = [drawn[0], *drawn[::-1][: max(AGAIN_AT_MOST // trees - 1, 1)]]
    for child in drawn:
        given = by_fold(histories[child.info.run_id])
        fold = DICE.randrange(len(given))
        error = _errors(child, hours, [folds[fold]])[0]
        rounded = COMPUTED + 0.501 * max(map(last_digit, histories[child.info.run_id]))
        if not near(given[fold], error, min(rounded, SAME) * (2 * fold + 1)):
            digits = 4 if abs(given[fold] - error) > SAME else 7
            again = f"a forest fitted again from its parameters has {error:.{digits}f}"
            raise _made_up(child, fold, given[fold], again, digits)


def _made_up(child: Run, fold: int, error: float, instead: str, digits: int = 4) -> Wrong:
    return Wrong(
        f"By its {METRIC}, the error of {child.info.run_name} on fold {fold + 1} is {error:.{digits}f} GW; {instead}.",
        "Log for each trial the parameters that its own forests were made with, and the mean of their own errors. "
        f"{AGAIN}",
        share=0.5,
    )


def months(hours: pd.DataFrame) -> list[Fold]:
    """The folds of whole months."""
    return list(PredefinedSplit((hours["utc_timestamp"].dt.month - 1) % FOLDS).split())


def by_fold(means: list[float]) -> list[float]:
    """The error on each single fold, from the means over the folds so far."""
    return list(np.diff(np.array(means) * np.arange(1, len(means) + 1), prepend=0))


def _means(errors: list[float]) -> np.ndarray:
    """The mean error over the folds up to each, GW."""
    return np.cumsum(errors) / np.arange(1, len(errors) + 1)


def _errors(child: Run, hours: pd.DataFrame, folds: list[Fold]) -> list[float]:
    """The error on each fold held out, of a forest fitted on the others, GW: RMSE, the mean of the targets' own."""
    found = []
    for rest, held_out in folds:
        forest = forest_of(child, hours.iloc[rest])
        found.append(
            root_mean_squared_error(hours[TARGETS].iloc[held_out], forest.predict(hours[FEATURES].iloc[held_out]))
        )
    return found


def _guess(hours: pd.DataFrame, fold: Fold) -> float:
    """The error (GW) on a held-out fold of predicting the mean of the other folds."""
    rest, held_out = (hours[TARGETS].iloc[part] for part in fold)
    return float(root_mean_squared_error(held_out, np.tile(rest.mean().to_numpy(), (len(held_out), 1))))


def forest_of(child: Run, hours: pd.DataFrame) -> RandomForestRegressor:
    """A forest with a trial's parameters, fitted on `hours`."""
    parameters = forest_settings(child, LIMITS, AGAIN)
    with crash(f"No forest can be made from the parameters of {child.info.run_name}."):
        return RandomForestRegressor(**parameters).fit(hours[FEATURES], hours[TARGETS])
