"""Notebook 2.2: a run for each depth under one parent, one of them tagged, and its model stored without a pickle."""

from __future__ import annotations

import math

import pandas as pd
from mlflow.entities import Run
from mlflow.models import Model
from sklearn.ensemble import RandomForestRegressor

from workshop.checks.chapter_2 import models, scores
from workshop.checks.chapter_2.scores import TEST, TRAIN
from workshop.checks.choice import choice
from workshop.checks.evidence import FEATURES, TARGETS, Evidence, crash
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

PARENT, TAG = "depths", "chosen"
SETTINGS = ("n_estimators", "max_depth", "random_state")
YEARS = {"train": TRAIN, "test": TEST}
TREE = "sklearn.tree._tree.Tree"
MB, MIB = 1e6, 2**20
ROUNDED = 0.06  # MB; one decimal is asked for, and a little is left for the small files beside the forest


@exercise("2.2.1", "a, b, c or d")
def prediction(evidence: Evidence) -> str:
    return choice(
        evidence,
        right="b",
        because="a prediction on record before the runs that test it",
        replies={
            "a": "A tree without a limit can give nearly every hour of 2013 a leaf of its own. What does such a leaf know about "
            "an hour of 2014 with almost the same weather?",
            "c": "One tree that knows 2013 by heart may do badly. What is left of its whims in the mean of twenty trees, each "
            "of which saw other hours?",
            "d": "What should keep a tree without a limit from fitting the hours that it learns from ever better?",
        },
    )


@exercise("2.2.2", f"a finished run {PARENT}, and under it runs of different max_depth, with parameters and scores on {TEST}")
def depths(evidence: Evidence) -> str:
    newest = evidence.run
    if "max_depth" in newest.data.params and not evidence.children():
        raise Wrong(
            f"The newest run, {newest.info.run_name}, has a max_depth and lies at the top level, with no run under it.",
            "Open the parent first, then in the loop one run a depth, with nested=True, inside the parent's `with`.",
        )
    family = evidence.named(PARENT)
    children = _children(family)
    if not children:
        raise Wrong(f"The run {PARENT} has no runs nested under it.", "Open one in each turn of the loop, with nested=True.")
    settings = [_settings(child) for child in children]
    different = {each["max_depth"] for each in settings}
    if len(different) < 3:
        raise Wrong(
            f"The {len(children)} runs under {PARENT} have {_in_words(different)}: at least three depths are needed to compare.",
            "Take max_depth from the loop's own variable, and run the cell again.",
        )
    by_depth = sorted(zip(children, settings), key=lambda pair: pair[1]["max_depth"] or math.inf)
    for child, its in (by_depth[0], by_depth[-1]):
        _scores_again(family, child, its)
    ends = " and ".join(child.info.run_name for child, _ in (by_depth[0], by_depth[-1]))
    return f"{len(children)} runs under {PARENT}; {ends}, grown again from their parameters, give the scores that they logged"


def _children(family: Evidence) -> list[Run]:
    return [child for child in family.children() if child.info.status == "FINISHED"]


def _settings(child: Run) -> dict[str, int | None]:
    """What a child says its forest was grown with. Raises Wrong where it doesn't say enough to grow it again."""
    given, name = child.data.params, child.info.run_name
    missing = [each for each in (*SETTINGS, *YEARS) if each not in given]
    if missing:
        raise Wrong(
            f"The run {name} lacks the parameters {', '.join(missing)}.",
            "Log settings, train and test in each nested run: nobody can grow a forest again without them.",
        )
    for each, year in YEARS.items():
        if given[each] != str(year):
            raise Wrong(
                f"The parameter {each} of the run {name} is {given[each]!r:.80}; it should be {year}.",
                "Say which year the forest learned from and which it is judged on, and run the cell again.",
            )
    if given["random_state"] == "None":
        raise Wrong(
            f"The run {name} has no seed, random_state is None: its forest can't be grown again.",
            "Any whole number will do. Give it to the forest and log it, and run the cell again.",
        )
    return {each: _whole(given[each], each, name) for each in SETTINGS}


def _whole(text: str, parameter: str, run: str) -> int | None:
    if parameter == "max_depth" and text == "None":
        return None
    try:
        return int(text)
    except ValueError:
        raise Wrong(
            f"The parameter {parameter} of the run {run} is {text!r}, which is no whole number.",
            "A parameter is one setting of one forest: log the dictionary that this forest is grown from.",
        ) from None


def _in_words(different: set[int | None]) -> str:
    return "the max_depth " + ", ".join(sorted(map(str, different)))


def _scores_again(family: Evidence, child: Run, settings: dict[str, int | None]) -> None:
    """Raises Wrong unless the forest that the settings describe, grown now, has the scores that the child has logged."""
    lacking = [name for name in scores.ALL if name not in child.data.metrics]
    if lacking:
        raise Wrong(
            f"The run {child.info.run_name} lacks the metrics {', '.join(lacking)}.",
            f"Log what the function scores gives for {TEST} in each nested run, and run the cell again.",
            share=0.5,
        )
    train = family.year(TRAIN)
    with crash(f"No forest can be grown from the parameters of the run {child.info.run_name}."):
        forest = RandomForestRegressor(**settings).fit(train[FEATURES], train[TARGETS])

    def predict(hours: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(forest.predict(hours[FEATURES]), columns=TARGETS, index=hours.index)

    try:
        scores.honest(family.of(child), predict=predict, whose=f"the forest that the run {child.info.run_name} describes")
    except Wrong as wrong:
        wrong.share = 0.5  # the parameters are right, and are half of the exercise
        raise


@exercise("2.2.3", f"the tag {TAG}, with a reason, on the one child of {PARENT} whose rmse is the lowest")
def tag(evidence: Evidence) -> str:
    family = evidence.named(PARENT)
    chosen = _chosen(family)
    name, reason = chosen.info.run_name, chosen.data.tags[TAG].strip()
    if _rmse(chosen) > min(map(_rmse, _children(family))):
        raise Wrong(
            f"The tag is on {name}, and another child has a lower rmse on {TEST}.",
            f"{_take_away(chosen)} Then set it where the column metrics.rmse is lowest.",
        )
    if len(reason.split()) < 2:
        raise Wrong(
            f"The tag {TAG} of {name} says {reason!r}: in a year nobody will know why.",
            "Set it again, with the reason in a few words: a tag can be changed.",
            share=0.5,
        )
    return f"{name} is tagged {TAG}: {reason}"


def _chosen(family: Evidence) -> Run:
    """The child that carries the tag. Raises NotAttempted where none does, Wrong where it isn't one child."""
    tagged = [run for run in family.children() if TAG in run.data.tags]
    if tagged and TAG in family.run.data.tags:
        raise Wrong(
            f"The tag {TAG} is on {tagged[0].info.run_name}, and on the parent, {PARENT}, as well.",
            f"Only one run is chosen. {_take_away(family.run)}",
        )
    if len(tagged) == 1:
        family.seen["run"] = tagged[0].info.run_id  # the page that a verdict links to
        return tagged[0]
    if tagged:
        names = ", ".join(run.info.run_name for run in tagged)
        worst = max(tagged, key=_rmse)
        raise Wrong(f"{len(tagged)} children of {PARENT} carry the tag {TAG}: {names}.", f"Choose one. {_take_away(worst)}")
    if TAG in family.run.data.tags:
        raise Wrong(
            f"The tag {TAG} is on the parent, {PARENT}, which stands for all the depths.",
            "Set it on one child: its id is in the column run_id of the table children.",
        )
    raise NotAttempted(
        f"No child of the newest run {PARENT} carries the tag {TAG}.",
        "Set it with client.set_tag. If you have run the loop of 2.2.2 again, run the cells after it again too.",
    )


def _rmse(child: Run) -> float:
    return child.data.metrics.get("rmse", math.inf)


def _take_away(child: Run) -> str:
    return f'client.delete_tag("{child.info.run_id}", "{TAG}") takes it from {child.info.run_name}.'


@exercise("2.2.4", "the tagged child's own forest as its model: stored by skops, with a signature and pinned requirements")
def model(evidence: Evidence) -> str:
    family = evidence.named(PARENT)
    chosen = family.of(_chosen(family))
    if chosen.run.info.status != "FINISHED":
        raise Wrong(
            f"{chosen.run.info.run_name} was opened again and left with an error: its status is {chosen.run.info.status}.",
            "Mend the cell that logs the model, and run it again: a run that is left well is finished again.",
        )
    if not chosen.models:
        _look_elsewhere(family, chosen.run.info.run_name)
    logged = Model.load(str(chosen.model_folder))
    skops = _stored_by_skops(chosen, logged)
    models.signed(logged)
    requirements = (chosen.model_folder / "requirements.txt").read_text(encoding="utf-8").split()
    models.pinned(requirements, "scikit-learn", logged.flavors["sklearn"]["sklearn_version"])
    models.pinned(requirements, "skops", skops)
    _is_the_childs_own(chosen)
    return f"{chosen.run.info.run_name} holds its own forest, stored without a pickle, with a signature and pinned requirements"


def _look_elsewhere(family: Evidence, chosen: str) -> None:
    """Raises Wrong where the experiment's newest model is younger than the parent and belongs to another run."""
    newest = family.client.search_logged_models(
        [family.run.info.experiment_id], max_results=1, order_by=[{"field_name": "creation_timestamp", "ascending": False}]
    )
    if newest and newest[0].creation_timestamp >= family.run.info.start_time:
        other = family.client.get_run(newest[0].source_run_id).info.run_name if newest[0].source_run_id else "none at all"
        raise Wrong(
            f"The newest model belongs to the run {other}; the child that carries the tag, {chosen}, has none.",
            "mlflow.start_run(run_id=chosen) opens the child again: log the model inside.",
        )


def _stored_by_skops(chosen: Evidence, logged: Model) -> str:
    """The version of skops that wrote the model's file. Raises Wrong for a pickle, before anybody has loaded it."""
    flavor = logged.flavors.get("sklearn", {})
    if flavor.get("serialization_format") != "skops":
        raise Wrong(
            f"The model is stored as {flavor.get('serialization_format', 'something that is not of scikit-learn')}: whoever "
            "loads it runs what its author put in.",
            f'Leave serialization_format out, which means skops, and give skops_trusted_types=["{TREE}"].',
        )
    more = sorted(set(flavor.get("skops_trusted_types") or []) - {TREE})
    if more:
        raise Wrong(
            f"The model's list of trusted types has more in it than the forest needs: {', '.join(more)}.",
            "Name the one type that skops was in doubt about, and nothing else.",
        )
    return models.skops_version(chosen.model_folder / flavor["pickled_model"])


def _is_the_childs_own(chosen: Evidence) -> None:
    hours, name, given = chosen.year(TEST), chosen.run.info.run_name, chosen.run.data.metrics
    real = scores.scores(hours, chosen.predictions(hours))
    for each in scores.ALL:
        logged = given.get(each, math.nan)
        if not scores.same(logged, real[each]):
            raise Wrong(
                f"The model of the run {name} has {each} {real[each]:.4f} on {TEST}, and the run says {logged:.4f}: "
                "it is another forest than the run's own.",
                "forests[best] is the one that was grown from this run's parameters.",
            )


@exercise("2.2.5", "the size of the model's files in the store, in MB")
def size(evidence: Evidence) -> str:
    value = evidence.answer()
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Wrong(f"{value!r} is not a number.", "Hand in one number, in MB.")
    family = evidence.named(PARENT)
    folder = family.of(_chosen(family)).model_folder
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    if _near(value, size / MB):
        return f"the model's files take {size / MB:.1f} MB"
    if _near(value, size / MIB):
        return f"the model's files take {size / MIB:.1f} MiB, which is what you gave (of 1,048,576 bytes), and {size / MB:.1f} MB"
    for factor, unit in {1: "bytes", 1e3: "kB, a thousand bytes"}.items():
        if math.isclose(value, size / factor, rel_tol=0.03):
            raise Wrong(f"{value:g} is the size in {unit}.", "A megabyte is a million bytes: divide.")
    raise Wrong(
        f"The answer is {value:g} MB, and the files of the chosen child's model take another amount.",
        "Add up file_size over all files of the model that you logged in 2.2.4, and divide by a million.",
    )


def _near(value: float, expected: float) -> bool:
    return math.isclose(value, expected, rel_tol=0.01, abs_tol=ROUNDED)
