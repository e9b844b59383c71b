"""Notebook 2.4: a search as a run with a nested run a trial, its pictures, its best trial and that trial's model."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from mlflow.entities import Run
from mlflow.models import Model

from workshop.checks.chapter_2 import models, pictures, scores, trials
from workshop.checks.chapter_2.scores import TEST, TRAIN
from workshop.checks.chapter_2.trials import FOLDS, METRIC, NAME, TRIALS
from workshop.checks.choice import choice
from workshop.checks.evidence import FEATURES, Evidence
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

PICTURES = ["history.png", "importances.png", "slice.png"]
FILL = "Fill the blanks in the cell of this exercise, and run it."
SAME_POWER = 1e-6  # GW; two fits with the same parameters and the same hours


@exercise("2.4.1", "the leaf that whole months choose, against the one that shuffled hours choose: a, b or c")
def leaf(evidence: Evidence) -> str:
    return choice(
        evidence,
        right="c",
        because="larger it is: what is remembered of single hours is worth less in a month that nobody has seen",
        replies={
            "a": "Does a forest whose leaves sum up thirty hours gain as much from having seen an hour's neighbours as one "
            "whose leaves hold a single hour?",
            "b": "A fine leaf answers with the few hours that it remembers. How much like the hour that is asked for are they "
            "when its neighbours, its day and its whole month are held out?",
        },
    )


@exercise(
    "2.4.2",
    f"a run with {TRIALS} nested runs, a trial each, with parameters, tag and an error a fold",
    slow="fits one trial's forests again",
)
def nested_runs(evidence: Evidence) -> str:
    children = trials.search_of(evidence).children()
    trials.left_well(children)
    trials.described(children)
    histories = {child.info.run_id: trials.history(evidence, child) for child in children}
    pruned = trials.pruned_among(children, histories)
    best = trials.best_of([child for child in children if child not in pruned])
    trials.honest(evidence, best, histories[best.info.run_id])
    return f"{TRIALS} trials are nested in the run {NAME}, {len(pruned)} of them pruned, each with its own record"


def _nothing_yet(evidence: Evidence, search: Evidence, what: str) -> Exception:
    """What to raise where the search's run has no `what`: it may be on a newer run of its own."""
    if evidence.run.info.run_id != search.run.info.run_id:
        return Wrong(
            f"The run {NAME} has no {what}, and a newer run, {evidence.run.info.run_name}, was opened after it.",
            "Open the search's own run again: mlflow.start_run(run_id=search.info.run_id).",
        )
    return NotAttempted(f"The run {NAME} has no {what} yet.", FILL)


@exercise("2.4.3", f"the pictures {', '.join(PICTURES)} among the artifacts of the search's run")
def study_pictures(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    there = search.artifacts()
    missing = [picture for picture in PICTURES if picture not in there]
    if not there:
        _on_a_trial(search)
        raise _nothing_yet(evidence, search, "picture")
    if missing:
        raise Wrong(
            f"The run {NAME} lacks {', '.join(missing)}; it holds {', '.join(there)}.",
            "mlflow.log_figure(figure, name) puts one there; open the search's run again for it.",
            share=1 - len(missing) / len(PICTURES),
        )
    shown = {}
    for picture in PICTURES:
        with search.artifact(picture) as path:
            shown[picture] = pictures.drawn(path, picture)
    for one, other in combinations(PICTURES, 2):
        if pictures.alike(shown[one], shown[other]):
            raise Wrong(f"{one} and {other} are one and the same picture.", "Each name gets the figure that it names.")
    return f"history, importances and slice of the search are kept with the run {NAME}"


def _on_a_trial(search: Evidence) -> None:
    """Raises Wrong where the pictures are, but with a trial."""
    holder = next((child for child in search.children() if set(PICTURES) & set(search.of(child).artifacts())), None)
    if holder:
        raise Wrong(
            f"The pictures are with {holder.info.run_name}, one trial; they show the whole search.",
            "Open the search's run for them: mlflow.start_run(run_id=search.info.run_id).",
        )


@exercise("2.4.4", "the tag best = true on one nested run of the search: the best of those that weren't pruned")
def best_trial(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    children = search.children()
    tagged = [child for child in children if trials.says(child, "best")]
    if not tagged:
        if "best" in search.run.data.tags:
            raise Wrong(
                f"The tag best is on the run {NAME} itself.",
                "It belongs on the nested run of the best trial, whose id stands in the column run_id.",
            )
        raise NotAttempted("No nested run of the search has the tag best = true.", FILL)
    best = trials.best_of([child for child in children if not trials.says(child, "pruned")])
    others = [child for child in tagged if child.info.run_id != best.info.run_id]
    if not others:
        return f"{best.info.run_name} has the smallest {METRIC} of all that weren't pruned, and is tagged"
    names = ", ".join(child.info.run_name for child in others)
    if len(tagged) > 1:
        raise Wrong(f"{len(tagged)} nested runs are tagged as the best; {names} shouldn't be.", _untag(others))
    if trials.says(others[0], "pruned"):
        raise Wrong(
            f"{names} is tagged, and was pruned: its mean is over its first folds only, and can't be compared with that of "
            f"all {FOLDS}.",
            f"Ask for those that weren't pruned: tags.pruned = 'False'. {_untag(others)}",
        )
    raise Wrong(
        f"{names} is tagged, and another trial that wasn't pruned has a smaller {METRIC}.",
        f"Sort by metrics.{METRIC} ASC, the smallest first. {_untag(others)}",
    )


def _untag(children: list[Run]) -> str:
    ids = ", ".join(f'"{child.info.run_id}"' for child in children)
    return f'Take the wrong tag away first: for id in [{ids}]: mlflow.MlflowClient().delete_tag(id, "best")'


@exercise("2.4.5", f"the best trial's forest, fitted on all of {TRAIN}, on the search's run, with its scores on {TEST}")
def judgement(evidence: Evidence) -> str:
    search = trials.search_of(evidence)
    given = sorted({"r2", "r2_solar", "r2_wind", "rmse"} & set(search.run.data.metrics))
    if given and not search.models:
        raise Wrong(
            f"The run {NAME} has {', '.join(given)}, and no model that they belong to.",
            "Log the forest into the same run, beside its scores.",
        )
    if not search.models:
        raise _nothing_yet(evidence, search, "model")
    folder = search.model_folder
    logged = Model.load(str(folder))
    models.signed(logged)
    requirements = (folder / "requirements.txt").read_text(encoding="utf-8").split()
    models.pinned(requirements, "scikit-learn", logged.flavors["sklearn"]["sklearn_version"])
    _refitted(search)
    if not given:
        raise Wrong(f"The run {NAME} has its model, and none of the scores.", "Log them with mlflow.log_metrics.", share=0.5)
    scores.honest(search)
    return f"the forest of the best trial, fitted on {TRAIN}, is on the run {NAME} with what it really scores on {TEST}"


def _refitted(search: Evidence) -> None:
    """Raises Wrong unless the model predicts what the best trial's parameters, fitted on all of the training year, do."""
    best = trials.best_of([child for child in search.children() if not trials.says(child, "pruned")])
    hours = search.year(TEST)
    predicted = search.predictions(hours)

    def made_from(known: pd.DataFrame) -> bool:
        return np.allclose(predicted, trials.forest_of(best, known).predict(hours[FEATURES]), atol=SAME_POWER)

    if made_from(search.year(TRAIN)):
        return
    for known, words in ((search.hours, "on both years"), (hours, f"on {TEST}, the year that is to judge it")):
        if made_from(known):
            raise Wrong(f"The model was fitted {words}.", f"Fit it on all hours of {TRAIN} and no others, and log that one.")
    raise Wrong(
        f"The model isn't what the parameters of {best.info.run_name}, fitted on all hours of {TRAIN}, give.",
        "Read all its parameters from that trial's run, n_estimators and random_state too, fit on the whole of train, and log "
        "that model.",
    )
