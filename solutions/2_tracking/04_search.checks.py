"""Notebook 2.4: a search as a run with one nested run for each trial; its pictures, its best trial and that trial's
model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations, permutations

import numpy as np
import pandas as pd
from mlflow.entities import Run

from workshop.checks import expect, forecast, logged_model, picture
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import FILL, Evidence, holds_model
from workshop.checks.expect import shown
from workshop.checks.forecast import ALL
from workshop.energy.table import FEATURES
from workshop.progress.outcome import NotAttempted, Wrong

from . import trials
from .trials import FOLDS, METRIC, NAME, TEST, TRAIN, TRIALS

# Each picture's width divided by its height, as the given cell sets them: this tells one picture from another.
PICTURES = {"history.png": 8 / 3.2, "importances.png": 8 / 2.4, "slice.png": 9 / 3}
SAME_SHAPE = 0.02
OF_2_5 = "trials.png"  # the picture that notebook 2.5 adds to the run
REFIT_GW = 1e-6  # by which two fits with the same parameters and the same hours may differ


@exercise("2.4.1", "a, b or c: the leaf that whole months choose, compared with the leaf that shuffled hours choose")
def leaf(evidence: Evidence) -> str:
    return choice(
        evidence,
        right="c",
        because="larger it is: what is remembered of single hours is worth less in a month that nobody has seen",
        replies={
            "a": "One forest has thirty hours in each leaf, another has a single hour. Do both gain as much from "
            "having seen an hour's neighbours?",
            "b": "A small leaf answers with the few hours that it remembers. How similar are they to the hour in "
            "question, when the whole month of that hour is held out?",
        },
    )


@exercise(
    "2.4.2",
    f"a run with {TRIALS} nested runs, one for each trial: parameters, the tag, and the error after each fold, as "
    "Optuna was told",
    slow="fits forests of your trials again",
)
def nested_runs(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    children = search.children()
    trials.left_well(search, children)
    study = trials.told(search)
    trials.described(children)
    histories = {child.info.run_id: trials.history(evidence, child) for child in children}
    pruned = trials.pruned_among(children, histories)
    best = trials.best_of(children)
    others = [child for child in children if child is not best]
    trials.honest(evidence, best, histories[best.info.run_id])
    trials.told_alike(study, children, histories)
    trials.pruned_by_the_median(study)
    trials.plausible(evidence, best, children, histories)
    trials.comes_out_again(evidence, others, histories)
    return f"{TRIALS} trials are nested in the run {NAME}, {len(pruned)} of them pruned, each with its own record"


def _on_a_trial(search: Evidence, what: str, has: Callable[[Run], bool]) -> None:
    """Raises Wrong where a trial's run `has` what belongs to the whole search."""
    holder = next(filter(has, search.children()), None)
    if holder:
        raise Wrong(
            f"The {what} on {holder.info.run_name}, a single trial; the run {NAME} itself has none.",
            "Open the search's own run and log there: mlflow.start_run(run_id=search.info.run_id).",
        )


# 2.4.3: the pictures


@exercise("2.4.3", f"the pictures {', '.join(PICTURES)} among the artifacts of the search's run")
def study_pictures(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    held = [name for name in picture.pictures(search.artifacts()) if name != OF_2_5]
    if not held:
        raise _no_pictures(search)
    missing = [name for name in PICTURES if name not in held]
    if missing:
        raise Wrong(
            f"The run {NAME} lacks {', '.join(missing)}; it holds {', '.join(held)}.",
            "Open the search's run again: mlflow.log_figure(figure, name) logs a picture under exactly that name.",
            share=1 - len(missing) / len(PICTURES),
        )
    others = [name for name in held if name not in PICTURES]
    kept = {name: _kept(search, name, others) for name in PICTURES}
    for one, other in combinations(PICTURES, 2):
        if picture.alike(kept[one], kept[other]):
            raise Wrong(f"{one} and {other} are one and the same picture.", "Log each figure under its own name.")
    _under_their_own_names(search)
    return f"history, importances and slice of the search are kept with the run {NAME}"


def _no_pictures(search: Evidence) -> NotAttempted | Wrong:
    """What to raise where the search's run has no picture at all: they may be with a trial, or on another run."""

    def has(run: Run) -> bool:
        return bool(picture.pictures(search.of(run).artifacts()))

    _on_a_trial(search, "pictures are", has)
    return search.nothing("picture", has)


def _kept(search: Evidence, name: str, others: list[str]) -> np.ndarray:
    """The picture of that name. Raises Wrong where it isn't a picture, and names the `others`, which don't count."""
    try:
        return picture.kept(search, name)
    except Wrong as wrong:
        if others:
            wrong.found += f" The check looks at this picture only, not at {shown(', '.join(others))}."
            wrong.try_next = f"Log the right figure as {name}: it replaces the older one."
        raise


def _under_their_own_names(search: Evidence) -> None:
    """Raises Wrong where the given figures have changed places, as their shapes tell."""
    from PIL import Image

    shapes = {}
    for name in PICTURES:
        with search.artifact(name) as path, Image.open(path) as image:
            shapes[name] = image.width / image.height
    for order in permutations(PICTURES):
        if all(
            abs(shapes[name] / PICTURES[other] - 1) < SAME_SHAPE for name, other in zip(PICTURES, order, strict=True)
        ):
            swapped = [
                f"{name} holds what belongs in {other}"
                for name, other in zip(PICTURES, order, strict=True)
                if name != other
            ]
            if swapped:
                raise Wrong(
                    f"The pictures have changed places: {', '.join(swapped)}.",
                    "Log each figure under its own name.",
                )


# 2.4.4: the best trial


@exercise("2.4.4", "the tag best = true on one nested run of the search: the best trial that wasn't pruned")
def best_trial(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    children = search.children()
    tagged = [child for child in children if child.data.tags.get("best", "false").lower() != "false"]
    chosen = expect.the_only(tagged, partial(_no_tag, search, children), partial(_several_tagged, children))
    best, name = trials.best_of(children), chosen.info.run_name
    if trials.says(chosen, "pruned"):
        raise Wrong(
            f"{name} is tagged, but was pruned: its mean covers only its first folds, and can't be compared with a "
            f"mean over all {FOLDS}.",
            f"Search for trials that weren't pruned: tags.pruned = 'False'. {_untag([chosen])}",
        )
    if trials.error_of(chosen) > trials.error_of(best):
        raise Wrong(
            f"{name} is tagged, but another trial that wasn't pruned has a smaller {METRIC}.",
            f"Sort by metrics.{METRIC} ASC, the smallest first. {_untag([chosen])}",
        )
    _says_true(chosen)
    return f"{name} has the smallest {METRIC} of all that weren't pruned, and is tagged"


def _several_tagged(children: Sequence[Run], tagged: Sequence[Run]) -> Wrong:
    """What to say where several trials are tagged: which of them aren't the best?"""
    least = trials.error_of(trials.best_of(children))
    others = [child for child in tagged if trials.says(child, "pruned") or trials.error_of(child) > least]
    names = ", ".join(child.info.run_name for child in others)
    return Wrong(
        f"{len(tagged)} nested runs are tagged as the best; {names or 'one of them'} shouldn't be.",
        _untag(others or tagged[1:]),
    )


def _says_true(child: Run) -> None:
    """Raises Wrong unless the tag's value is the one that was asked for, letter for letter."""
    value = child.data.tags["best"]
    if value != "true":
        raise Wrong(
            f"{child.info.run_name} is the best trial, but its tag best says {shown(value)}; it should say 'true'.",
            'A filter compares letter for letter. Set the tag again, with "true" as text in quotes: the new value '
            "replaces the old one.",
            share=0.8,
        )


def _no_tag(search: Evidence, children: list[Run]) -> NotAttempted | Wrong:
    """What to say where no trial of the search has the tag: is it on another run, or under another name?"""
    right = "Set it on the nested run of the best trial: its id is in the column run_id."
    if "best" in search.run.data.tags:
        return Wrong(f"The tag best is on the run {NAME} itself.", right)
    elsewhere = search.runs([search.experiment], "tags.best IS NOT NULL", 1)
    if elsewhere:
        return Wrong(
            f"The tag best is on {elsewhere[0].info.run_name}, which isn't a trial of the newest search; no trial of "
            "the newest search has it.",
            right,
        )
    nearly = next(
        ((child, tag) for child in children for tag in child.data.tags if tag.strip().lower() == "best"), None
    )
    if nearly:
        return Wrong(
            f"{nearly[0].info.run_name} has the tag {shown(nearly[1])}, and no trial has the tag best.",
            "A tag's name is compared letter for letter: best.",
        )
    return NotAttempted(
        "No nested run of the search has the tag best = true.",
        f"{FILL} If the query found nothing: a tag's value is compared letter for letter, and the column tags.pruned "
        "above shows how it was written.",
    )


def _untag(children: Sequence[Run]) -> str:
    ids = ", ".join(f'"{child.info.run_id}"' for child in children)
    return f'Take the wrong tag away first: for id in [{ids}]: mlflow.MlflowClient().delete_tag(id, "best")'


# 2.4.5: the last judgement


@exercise("2.4.5", f"on the search's run: the best trial's forest, fitted on all of {TRAIN}, and its scores on {TEST}")
def judgement(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    if not search.models:
        raise _no_model(search)
    model = logged_model.logged(search, "sklearn")
    logged_model.signed(model)
    logged_model.pinned(model, "scikit-learn", model.flavor.get("sklearn_version"))
    logged_model.stored_by_skops(model, frozenset({logged_model.TREE}))
    _refitted(search)
    if not _given(search.run):
        _on_a_trial(search, "scores are", lambda run: bool(_given(run)))
        landed = search.stray(lambda run: bool(_given(run)))
        where = f"; {landed.name}, a newer run in the experiment {landed.experiment}, has them" if landed else ""
        raise Wrong(
            f"The run {NAME} has the model, and none of the scores{where}.",
            "Log them with mlflow.log_metrics, on the search's own run.",
            share=0.5,
        )
    forecast.honest(search, TRAIN, TEST)
    return f"the forest of the best trial, fitted on {TRAIN}, is on the run {NAME} with what it really scores on {TEST}"


def _given(run: Run) -> list[str]:
    return [name for name in ALL if name in run.data.metrics]


def _no_model(search: Evidence) -> NotAttempted | Wrong:
    """What to raise where the search's run has no model: it may be with a trial, on another run, or forgotten."""
    _on_a_trial(search, "model is", holds_model)
    nothing = search.nothing("logged model", holds_model)
    given = _given(search.run)
    if given and isinstance(nothing, NotAttempted):
        return Wrong(
            f"The run {NAME} has the scores {', '.join(given)}, but no model.",
            "Log the forest to the same run, beside its scores.",
        )
    return nothing


def _refitted(search: Evidence) -> None:
    """Raises Wrong unless the model predicts like a forest with the tagged trial's parameters, fitted on 2013."""
    children = search.children()
    tagged = [child for child in children if trials.says(child, "best")]
    best = tagged[0] if len(tagged) == 1 else trials.best_of(children)
    hours = search.year(TEST)
    predicted = search.predictions(hours)

    def made_from(known: pd.DataFrame) -> bool:
        return np.allclose(predicted, trials.forest_of(best, known).predict(hours[FEATURES]), atol=REFIT_GW)

    if made_from(search.year(TRAIN)):
        return
    for known, words in ((search.hours, "on both years"), (hours, f"on {TEST}, the test year")):
        if made_from(known):
            raise Wrong(
                f"The model was fitted {words}.", f"Fit the forest on all hours of {TRAIN} and no others, and log it."
            )
    raise Wrong(
        f"The model isn't a forest with the parameters of {best.info.run_name}, the best trial, fitted on all hours of "
        f"{TRAIN}.",
        "Read all parameters from that trial's run, n_estimators and random_state too. Fit on the whole of train, and "
        "log that model.",
    )
