"""The trials of notebook 2.4's search: the nested runs that it leaves, read and fitted again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from mlflow.entities import Run
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold, PredefinedSplit

from workshop.checks.chapter_2 import scores
from workshop.checks.chapter_2.scores import TRAIN
from workshop.checks.evidence import FEATURES, TARGETS, Evidence, crash
from workshop.checks.outcome import NotAttempted, Wrong

NAME, TRIALS, FOLDS, METRIC = "search", 16, 4, "cv_rmse"
PARAMETERS = ["n_estimators", "random_state", "min_samples_leaf", "max_features", "max_depth"]
NEST = "study.optimize runs inside the search's `with`, and each trial opens a run of its own there, with nested=True."
AGAIN = "Mend objective and run the cell again: a fresh search counts."


def search_of(evidence: Evidence) -> Evidence:
    """The evidence turned to the run of the search, which has nested runs. Raises Wrong where that is another run, and
    NotAttempted where there is no run at all."""
    search = evidence.named(NAME)
    try:
        found = search.children()
    except NotAttempted:
        raise Wrong(f"There is no run named {NAME}; the newest is {evidence.run.info.run_name}.", NEST) from None
    if not found:
        raise Wrong(f"The run {NAME} has no nested runs.", NEST)
    return search


def left_well(children: list[Run]) -> None:
    """Raises Wrong unless all trials are there, and ended as they should."""
    ended = [child for child in children if child.info.status == "FINISHED"]
    if len(ended) < len(children):
        other = next(child for child in children if child not in ended)
        raise Wrong(
            f"{len(children) - len(ended)} of the trials didn't end well: {other.info.run_name} has the status "
            f"{other.info.status}.",
            f"An exception that leaves the `with`, as TrialPruned does, marks its run FAILED: raise it after the `with`. {AGAIN}",
            share=len(ended) / len(children) / 2,
        )
    if len(children) != TRIALS:
        raise Wrong(
            f"The run {NAME} has {len(children)} nested runs; it should have {TRIALS}, one a trial.",
            f"n_trials={TRIALS} says so. {AGAIN}",
        )


def described(children: list[Run]) -> None:
    """Raises Wrong unless each trial has all its parameters, and they differ."""
    for child in children:
        missing = [name for name in PARAMETERS if name not in child.data.params]
        if missing:
            raise Wrong(
                f"{child.info.run_name} lacks the parameters {', '.join(missing)}: nobody could fit it again.",
                f"Log the whole dictionary `parameters`, with what is fixed, in each trial's own run. {AGAIN}",
            )
    if len({tuple(child.data.params[name] for name in PARAMETERS) for child in children}) == 1:
        raise Wrong(
            f"All {len(children)} trials have the same parameters.",
            f"It is the trial that suggests them, anew each time. {AGAIN}",
        )


def history(evidence: Evidence, child: Run) -> list[float]:
    """The metric of one trial after each of its folds, GW. Raises Wrong where it isn't there, or a fold is no step."""
    kept = sorted(evidence.client.get_metric_history(child.info.run_id, METRIC), key=lambda metric: metric.step)
    if not kept:
        raise Wrong(f"{child.info.run_name} has no metric {METRIC}.", f"Log it after each fold, in the trial's own run. {AGAIN}")
    steps = [metric.step for metric in kept]
    if steps != list(range(len(kept))):
        raise Wrong(
            f"The metric {METRIC} of {child.info.run_name} has the steps {steps}; each fold is one, counted from 0.",
            f"log_metric takes step=fold. {AGAIN}",
        )
    return [metric.value for metric in kept]


def pruned_among(children: list[Run], histories: dict[str, list[float]]) -> list[Run]:
    """The trials that are tagged as pruned. Raises Wrong where there is none, or one without its tag."""
    pruned = [child for child in children if says(child, "pruned")]
    short = [child for child in children if child not in pruned and len(histories[child.info.run_id]) < FOLDS]
    if short:
        raise Wrong(
            f"{short[0].info.run_name} ends after {len(histories[short[0].info.run_id])} of {FOLDS} folds, and no tag says "
            "that it was pruned.",
            f'mlflow.set_tag("pruned", pruned) belongs into the trial\'s `with`. {AGAIN}',
            share=0.5,
        )
    if not pruned:
        raise Wrong(
            f"No trial was pruned: all {TRIALS} went through {FOLDS} folds.",
            f"Report the mean after each fold, ask trial.should_prune(), and break off when it says so. {AGAIN}",
            share=0.5,
        )
    return pruned


def says(child: Run, tag: str) -> bool:
    return child.data.tags.get(tag, "").lower() == "true"


def best_of(finished: list[Run]) -> Run:
    """The trial with the smallest error. Raises Wrong where all were pruned."""
    if not finished:
        raise Wrong("All trials are tagged as pruned.", f"The tag says what should_prune gave: True or False. {AGAIN}")
    return min(finished, key=lambda child: child.data.metrics.get(METRIC, np.inf))


def honest(evidence: Evidence, child: Run, given: list[float]) -> None:
    """Raises Wrong unless the trial's own parameters give its errors again, on held-out months of the training year."""
    hours = evidence.year(TRAIN)
    months = PredefinedSplit((hours["utc_timestamp"].dt.month - 1) % FOLDS)
    expected = _means(child, hours, list(months.split()))
    if len(given) == FOLDS and np.allclose(given, expected, atol=scores.SAME):
        return
    name, last = child.info.run_name, f"{given[-1]:.4f}"
    if np.isclose(given[-1], _errors(child, hours, list(months.split()))[-1], atol=scores.SAME):
        raise Wrong(
            f"{METRIC} of {name} is the error of each fold by itself, {last} GW in the end.",
            f"It is the mean over the folds so far, np.mean(errors): the last one then stands for the trial. {AGAIN}",
        )
    shuffled = KFold(FOLDS, shuffle=True, random_state=0).split(hours)
    if np.isclose(given[-1], _means(child, hours, list(shuffled))[-1], atol=scores.SAME):
        raise Wrong(f"{METRIC} of {name}, {last} GW, comes from shuffled hours.", f'The folds are those of "whole months". {AGAIN}')
    raise Wrong(
        f"{METRIC} of {name} is {last} GW in the end; its own parameters give {expected[-1]:.4f} on months of {TRAIN} held out.",
        f'Log the parameters that the forest was made with, and the mean of the errors on the folds of "whole months". {AGAIN}',
    )


def _means(child: Run, hours: pd.DataFrame, folds: list) -> np.ndarray:
    """The mean error over the folds up to each, GW."""
    errors = _errors(child, hours, folds)
    return np.cumsum(errors) / np.arange(1, len(errors) + 1)


def _errors(child: Run, hours: pd.DataFrame, folds: list) -> list[float]:
    """The error on each fold held out, of a forest fitted on the others, GW: RMSE, the mean of the targets' own."""
    found = []
    for rest, held_out in folds:
        forest = forest_of(child, hours.iloc[rest])
        found.append(root_mean_squared_error(hours[TARGETS].iloc[held_out], forest.predict(hours[FEATURES].iloc[held_out])))
    return found


def forest_of(child: Run, hours: pd.DataFrame) -> RandomForestRegressor:
    """A forest with a trial's parameters, fitted on `hours`."""
    with crash(f"No forest can be made from the parameters of {child.info.run_name}."):
        parameters = {name: int(child.data.params[name]) for name in PARAMETERS}
        return RandomForestRegressor(**parameters).fit(hours[FEATURES], hours[TARGETS])
