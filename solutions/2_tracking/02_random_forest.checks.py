"""Notebook 2.2: a run for each depth under one parent, one of them tagged, and its model stored without a pickle."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import partial
from random import SystemRandom

from mlflow.entities import LoggedModelStatus, Run
from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID
from sklearn.ensemble import RandomForestRegressor

from workshop.checks import expect, forecast, logged_model
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.checks.refit import MOST_TREES, fitted_again
from workshop.energy.table import FEATURES
from workshop.progress.caught_up import TAG as CAUGHT_UP
from workshop.progress.outcome import NotAttempted, Outcome, Wrong

PARENT, PURPOSE, TAG = "depths", "purpose", "chosen"
DEPTHS = (2, 4, 8, 16, None)
SETTINGS = ("n_estimators", "max_depth", "random_state")
TRAIN, TEST = 2013, 2014
YEARS = {"train": TRAIN, "test": TEST}
AGAIN = 6  # forests that are grown again at most
NOTES = ("mlflow.", "workshop.")  # the first letters of tags that nobody sets by hand
SPACELESS = 0x2E80  # scripts from here on are written without spaces between words
MB, MIB = 1e6, 2**20
ROUNDED = 0.06  # MB; one decimal is asked for, and a little is left for the small files beside the forest


@exercise("2.2.1", "a, b, c or d")
def prediction(evidence: Evidence) -> str:
    return choice(
        evidence,
        right="b",
        because="a prediction on record before the runs that test it",
        replies={
            "a": "A tree without a limit can give nearly every hour of 2013 a leaf of its own. What does such a leaf "
            "know about an hour of 2014 with almost the same weather?",
            "c": "A single tree that knows 2013 by heart may do badly. What is left of its errors in the mean of "
            "twenty trees, if each tree saw other hours?",
            "d": "What should keep a tree without a limit from fitting its training hours better and better?",
        },
    )


@exercise(
    "2.2.2",
    f"a finished run {PARENT} with the tag {PURPOSE}, and under it a run for each depth, with parameters and scores "
    f"on {TEST}",
    seconds=300,
    slow="grows the forests again from their parameters",
)
def depths(evidence: Evidence) -> str:
    try:
        family = _family(evidence)
        grown = _grown(family)
    except Outcome as outcome:
        raise _chained(evidence) or outcome from None
    with expect.earned(0.5):  # the parameters are right, and are half of the exercise
        which = _scored(family, grown)
    _purpose(family)
    return (
        f"{len(grown)} runs under {PARENT}; {which}, grown again from its parameters, gives the scores that were logged"
    )


def _scored(family: Evidence, grown: list[Run]) -> str:
    """Grows all forests again, or some drawn by lot, and says in words which. Raises Wrong unless every run has all
    scores, and the forests grown again have the logged scores."""
    for child in grown:
        expect.metrics(
            child, forecast.ALL, f"Log what scores gives for {TEST} in each nested run, and run the cell again."
        )
    drawn = sorted(SystemRandom().sample(range(len(grown)), min(AGAIN, len(grown))))
    for nth in drawn:
        _scores_again(family, grown[nth])
    for child in grown:
        _scores_agree(child)
    return "each forest" if len(drawn) == len(grown) else f"each of {AGAIN} forests, drawn by lot"


def _family(evidence: Evidence) -> Evidence:
    """The evidence of the newest parent. Raises NotAttempted where there is no run at all, Wrong where none fits."""
    family = evidence.named(PARENT)
    try:
        family.run
    except NotAttempted:
        _refuse_top_level(evidence)
        raise Wrong(
            f"No run named {PARENT} in the experiment {evidence.experiment}; the newest there is "
            f"{evidence.run.info.run_name}.",
            f'The parent is found by its name: open it with run_name="{PARENT}", and run the cell again.',
        ) from None
    if not family.children():
        _refuse_top_level(evidence)
        raise Wrong(
            f"The run {PARENT} has no runs nested under it{_elsewhere(family)}.",
            "Open a run in each turn of the loop, with nested=True.",
        )
    return family


def _refuse_top_level(evidence: Evidence) -> None:
    """Raises Wrong where the newest run without a parent is itself the run of one depth, or of all depths."""
    newest = evidence.run
    if "max_depth" in newest.data.params and not evidence.children():
        raise Wrong(
            f"The newest run, {newest.info.run_name}, has a max_depth and lies at the top level, with no run under it.",
            "Open the parent first. Inside its `with`, the loop opens one run for each depth, with nested=True.",
        )


def _elsewhere(family: Evidence) -> str:
    """Words for a run that names this parent but lies in another experiment; an empty string where there is none."""
    names = {each.experiment_id: each.name for each in family.client.search_experiments()}
    found = family.client.search_runs(
        list(names), f"tags.`{MLFLOW_PARENT_RUN_ID}` = '{family.run.info.run_id}'", max_results=1
    )
    if not found:
        return ""
    name, place = found[0].info.run_name, names[found[0].info.experiment_id]
    return f"; {name}, which names it as its parent, is in the experiment {place}"


def _chained(evidence: Evidence) -> Wrong | None:
    """What to raise where runs lie under the parent's children instead of under the parent; None where none do."""
    try:
        newest = {run.info.run_id: run for run in evidence.runs([evidence.experiment], limit=100)}
    except Outcome:
        return None
    above = {id: run.data.tags.get(MLFLOW_PARENT_RUN_ID, "") for id, run in newest.items()}
    top = next((id for id in newest if not above[id]), None)
    deep = [id for id in newest if top and above.get(above[id]) == top]
    if not deep:
        return None
    name, under = newest[deep[-1]].info.run_name, newest[above[deep[-1]]].info.run_name
    return Wrong(
        f"The runs are nested in one another: {name} lies under {under}, not directly under {PARENT}.",
        "A run stays open until it is closed, and the next one is nested in it: open each with `with`. Close what is "
        "still open, with `while mlflow.active_run(): mlflow.end_run()`, and run the cell again.",
    )


def _grown(family: Evidence) -> list[Run]:
    """The finished children, one for each forest, in the order of depth. Raises Wrong unless each has all settings, and
    every depth has a child."""
    finished = [child for child in family.children() if child.info.status == "FINISHED"]
    of_a_depth = [child for child in finished if "max_depth" in child.data.params]
    if len({child.data.params["max_depth"] for child in of_a_depth}) < len(DEPTHS):
        of_a_depth = finished  # too few depths: the message then names the child that lacks max_depth
    depth_of = {child.info.run_id: _settings(child) for child in of_a_depth}
    _all_depths(family, list(depth_of.values()))
    return sorted(of_a_depth, key=lambda child: depth_of[child.info.run_id])


def _all_depths(family: Evidence, found: list[float]) -> None:
    """Raises Wrong unless each depth that was asked for is among those found."""
    different = sorted(set(found))
    if len(different) < 3 and found:
        raise Wrong(
            f"The {len(found)} runs under {PARENT} have the max_depth {_named(different)}: at least three depths are "
            "needed to compare.",
            "Take max_depth from the loop's own variable, and run the cell again.",
        )
    missing = [depth for depth in map(_number, DEPTHS) if depth not in different]
    if missing:
        unfinished = [child for child in family.children() if child.info.status != "FINISHED"]
        others = ", ".join(f"{child.info.run_name} has the status {child.info.status}" for child in unfinished[:3])
        raise Wrong(
            f"No finished run under {PARENT} has the max_depth {_named(missing)}{f'; {others}' if others else ''}.",
            "Open and close one run for each depth in DEPTHS: run the cell again.",
        )


def _number(depth: int | None) -> float:
    return math.inf if depth is None else depth


def _named(depths: list[float]) -> str:
    return ", ".join("None" if math.isinf(depth) else f"{depth:.0f}" for depth in depths)


def _settings(child: Run) -> float:
    """The depth of a child's trees; infinite without a limit. Raises Wrong unless the child has the settings of its
    forest and the years."""
    name = child.info.run_name
    given = expect.params(
        child,
        (*SETTINGS, *YEARS),
        "Log settings, train and test in each nested run: nobody can grow a forest again without them.",
    )
    for each, year in YEARS.items():
        if given[each].strip() != str(year):
            raise Wrong(
                f"The parameter {each} of the run {name} is {shown(given[each])}; it should be {year}.",
                _how_a_year(each, given[each]),
            )
    if given["random_state"] == "None":
        raise Wrong(
            f"The run {name} has no seed, random_state is None: its forest can't be grown again.",
            "Choose any whole number as the seed. Give it to the forest, log it, and run the cell again.",
        )
    one = "A parameter is one setting of one forest: log the dictionary that this forest is grown from."
    expect.whole(child, "n_estimators", 1, MOST_TREES, one)
    expect.whole(child, "random_state", 0, 2**32 - 1, one)
    return math.inf if given["max_depth"] == "None" else expect.whole(child, "max_depth", 1, 10**6, one)


def _how_a_year(name: str, given: str) -> str:
    if "\n" in given or FEATURES[0] in given:
        return f'The variable {name} is the table of that year. Log the year itself, a number: "{name}": {YEARS[name]}.'
    return "Log the year that the forest learned from and the year that it is judged on, and run the cell again."


def _scores_again(family: Evidence, child: Run) -> None:
    """Raises Wrong unless the forest that the parameters describe, grown now, has the scores of the child."""
    name = child.info.run_name
    forest = fitted_again(
        child,
        RandomForestRegressor,
        family.year(TRAIN),
        f"No forest can be grown from the parameters of the run {name}.",
    )
    predict = forecast.predictor(forest)
    forecast.honest(family.of(child), TRAIN, TEST, predict=predict, whose=f"the forest that the run {name} describes")
    hours = family.year(TEST)
    for metric, expected in forecast.scores(hours, predict(hours)).items():
        if not expect.to_the_digit(child.data.metrics[metric], expected):
            raise Wrong(
                f"{metric} of the run {name} is {child.data.metrics[metric]:.6f}; the forest that its parameters "
                f"describe has {expected:.6f}. That is near, and a forest of the same settings has the very same.",
                "Log settings itself, the dictionary that this forest is grown from, and the scores of that forest; "
                "run the cell again.",
            )


def _scores_agree(child: Run) -> None:
    """Raises Wrong where a child's scores can't come from one forest: r2 is the mean of r2_solar and r2_wind."""
    r2, solar, wind, rmse = (child.data.metrics[name] for name in forecast.ALL)
    if not (forecast.same(r2, (solar + wind) / 2) and math.isfinite(rmse) and rmse > 0):
        raise Wrong(
            f"The scores of the run {child.info.run_name} don't go together: r2 {r2:.4f}, r2_solar {solar:.4f}, "
            f"r2_wind {wind:.4f}, rmse {rmse:.4f}.",
            "Log what the function scores gives for this forest, and run the cell again.",
        )


def _purpose(family: Evidence) -> None:
    """Raises Wrong unless the parent's tag says, in words, what it was for."""
    tags, children = family.run.data.tags, [child for child in family.children() if PURPOSE in child.data.tags]
    if PURPOSE in tags and _in_words(tags[PURPOSE]):
        return
    others = [name for name in tags if not name.startswith(NOTES)]
    if PURPOSE in tags:
        found = (
            f"The tag {PURPOSE} of the run {PARENT} says {shown(tags[PURPOSE])}: that doesn't tell anybody what the "
            "run was for."
        )
    elif children:
        found = f"The tag {PURPOSE} is on {children[0].info.run_name}, a child; the parent, {PARENT}, has none."
    elif others:
        found = f"The run {PARENT} has no tag {PURPOSE}; it has {shown(', '.join(others))}."
    else:
        found = f"The run {PARENT} has no tag {PURPOSE}."
    raise Wrong(
        found,
        f'MlflowClient().set_tag("{family.run.info.run_id}", "{PURPOSE}", ...) sets it on the finished run. Write the '
        "question in a few words.",
        share=0.75,
    )


def _in_words(text: str) -> bool:
    """Whether a text has more than one word in it, and letters; some scripts have no spaces between words."""
    words = re.findall(r"[^\W_]+(?:[.,]\d+)*", text)
    spaceless = [letter for letter in text if letter.isalpha() and ord(letter) >= SPACELESS]
    return (len(words) > 1 and any(letter.isalpha() for letter in text)) or len(spaceless) > 3


def _more_than_a_name(reason: str, run: Run) -> bool:
    """Whether a reason says more than which run it is: its name, its id, its depth."""
    which = {
        *re.findall(r"[^\W_]+", run.info.run_name.lower()),
        run.info.run_id,
        run.data.params.get("max_depth", "").lower(),
    }
    return bool(set(re.findall(r"[^\W_]+", reason.lower())) - which - {"max", "depth", "the", "run"})


@exercise("2.2.3", f"the tag {TAG}, with a reason, on one child of {PARENT}: the child with the lowest rmse")
def tag(evidence: Evidence) -> str:
    family = _parent(evidence)
    chosen = _chosen(family)
    name, reason = chosen.info.run_name, chosen.data.tags[TAG].strip()
    _is_the_best(family, chosen)
    if not _in_words(reason) or not _more_than_a_name(reason, chosen):
        raise Wrong(
            f"The tag {TAG} of {name} says {shown(reason)}: in a year nobody will know why you chose it.",
            "Set it again, with the reason in a few words: a tag can be changed.",
            share=0.5,
        )
    return f"{name} is tagged {TAG}: {shown(reason, 300)[1:-1]}"


def _parent(evidence: Evidence) -> Evidence:
    """The evidence of the newest parent, whose children the exercise is about. Raises NotAttempted without one."""
    family = evidence.named(PARENT)
    try:
        family.run
    except NotAttempted as missing:
        raise NotAttempted(
            missing.found, f"The parent {PARENT} and its children come from 2.2.2: do 2.2.2 first."
        ) from None
    return family


def _is_the_best(family: Evidence, chosen: Run) -> None:
    """Raises Wrong unless no child has a lower rmse than the one that was chosen."""
    if math.isinf(_rmse(chosen)):
        raise Wrong(
            f"The tag is on {chosen.info.run_name}, which has no rmse.",
            f"{_take_away(chosen)} Then set it on the run with the lowest metrics.rmse.",
        )
    if _rmse(chosen) > min(map(_rmse, family.children())):
        raise Wrong(
            f"The tag is on {chosen.info.run_name}, but another child has a lower rmse on {TEST}.",
            f"{_take_away(chosen)} Then set it on the run with the lowest metrics.rmse.",
        )


def _chosen(family: Evidence) -> Run:
    """The child that carries the tag. Raises NotAttempted where no run does, Wrong where it isn't just one child."""
    tagged = [run for run in family.children() if TAG in run.data.tags]
    if tagged and TAG in family.run.data.tags:
        raise Wrong(
            f"The tag {TAG} is on {tagged[0].info.run_name}, and on the parent, {PARENT}, as well.",
            f"Only one run is chosen. {_take_away(family.run)}",
        )
    chosen = expect.the_only(tagged, partial(_not_tagged, family), _several_tagged)
    family.seen["run"] = chosen.info.run_id  # the page that a verdict links to
    return chosen


def _several_tagged(tagged: Sequence[Run]) -> Wrong:
    names, worst = ", ".join(run.info.run_name for run in tagged[:8]), max(tagged, key=_rmse)
    return Wrong(
        f"{len(tagged)} children of {PARENT} carry the tag {TAG}: {names}.", f"Choose one. {_take_away(worst)}"
    )


def _not_tagged(family: Evidence) -> NotAttempted | Wrong:
    """What to raise where no child carries the tag: it may be on another run, or have another name."""
    if TAG in family.run.data.tags:
        return Wrong(
            f"The tag {TAG} is on the parent, {PARENT}, which stands for all the depths.",
            f"Set it on one child: its id is in the column run_id of the table children. {_take_away(family.run)}",
        )
    nothing = f"No child of the newest run {PARENT} carries the tag {TAG}"
    again = "Set it with client.set_tag. If you have run the loop of 2.2.2 again, run the cells after it again too."
    elsewhere = [
        run
        for run in family.runs([family.experiment], f"tags.{TAG} LIKE '%'", limit=50)
        if family.catching_up or CAUGHT_UP not in run.data.tags
    ]
    if elsewhere:
        return Wrong(f"{nothing}; {elsewhere[0].info.run_name} carries it, but isn't a child of that run.", again)
    for child, name in _own_tags(family.children()):
        return Wrong(
            f"{nothing}; {child.info.run_name} has the tag {shown(name)}.",
            f'The tag\'s name is "{TAG}", in small letters. {again}',
        )
    return NotAttempted(f"{nothing}.", again)


def _own_tags(children: list[Run]) -> list[tuple[Run, str]]:
    """(child, name) of the tags that only some children have: a tag that the loop sets on all of them chooses none."""
    given = [(child, name) for child in children for name in child.data.tags if not name.startswith(NOTES)]
    return [(child, name) for child, name in given if sum(other == name for _, other in given) < len(children)]


def _rmse(child: Run) -> float:
    """The rmse that a run has logged; infinite without one that is a number."""
    given = child.data.metrics.get("rmse", math.inf)
    return math.inf if math.isnan(given) else given


def _take_away(child: Run) -> str:
    return f'client.delete_tag("{child.info.run_id}", "{TAG}") takes it from {child.info.run_name}.'


@exercise(
    "2.2.4", "the tagged child's own forest as its model: stored by skops, with a signature and pinned requirements"
)
def model(evidence: Evidence) -> str:
    family = _parent(evidence)
    chosen = family.of(_chosen_for_its_model(family))
    _in_the_child(family, chosen)
    stored = logged_model.logged(chosen, "sklearn")
    logged_model.stored_by_skops(stored, frozenset({logged_model.TREE}))
    logged_model.signed(stored)
    logged_model.pinned(stored, "scikit-learn", stored.flavor.get("sklearn_version"))
    _is_the_childs_own(chosen)
    name = chosen.run.info.run_name
    return f"{name} holds its own forest, stored without a pickle, with a signature and pinned requirements"


def _chosen_for_its_model(family: Evidence) -> Run:
    """The tagged child. Where there is none, the message names the run of the newest model, if there is a model."""
    try:
        return _chosen(family)
    except NotAttempted as missing:
        other = _newest_model(family)
        if not other:
            raise
        raise Wrong(f"{missing.found} The newest model belongs to {other}.", missing.try_next) from None


def _newest_model(family: Evidence, but: str = "") -> str:
    """Words for the run that the experiment's newest model belongs to. Empty where that run has the id `but`, and where
    the model is older than the parent."""
    newest = family.client.search_logged_models(
        [family.run.info.experiment_id],
        max_results=1,
        order_by=[{"field_name": "creation_timestamp", "ascending": False}],
    )
    if (
        not newest
        or newest[0].creation_timestamp < family.run.info.start_time
        or (but and newest[0].source_run_id == but)
    ):
        return ""
    id = newest[0].source_run_id
    return f"the run {family.client.get_run(id).info.run_name}" if id else "no run at all"


def _in_the_child(family: Evidence, chosen: Evidence) -> None:
    """Raises Wrong unless the tagged child holds a model that was stored to the end, and was closed afterwards."""
    name, status, id = chosen.run.info.run_name, chosen.run.info.status, chosen.run.info.run_id
    whole = bool(chosen.models) and chosen.models[0].status == LoggedModelStatus.READY
    other = "" if whole else _newest_model(family, but=id)
    if other:
        raise Wrong(
            f"The newest model belongs to {other}; the child that carries the tag, {name}, has none.",
            "mlflow.start_run(run_id=chosen) opens the child again: log the model inside.",
        )
    if status == "RUNNING":
        raise Wrong(
            f"{name} was opened again and is still open.",
            "Close it with mlflow.end_run(); a run that is opened with `with` closes itself.",
        )
    if status != "FINISHED":
        raise Wrong(
            f"{name} was opened again and left with an error: its status is {status}.",
            "Mend the cell that logs the model, and run it again: without an error the run is FINISHED again.",
        )
    if chosen.models and not whole:
        raise Wrong(
            f"The newest model of {name} was never stored to the end.",
            "log_model raised an error: read it, mend the cell, and run the cell again.",
        )


def _is_the_childs_own(chosen: Evidence) -> None:
    hours, name, given = chosen.year(TEST), chosen.run.info.run_name, chosen.run.data.metrics
    real = forecast.scores(hours, chosen.predictions(hours))
    for each in forecast.ALL:
        logged = given.get(each, math.nan)
        if not forecast.same(logged, real[each]):
            raise Wrong(
                f"The model of the run {name} has {each} {real[each]:.4f} on {TEST}, but the run has logged "
                f"{logged:.4f}: the model is not the run's own forest.",
                "Log forests[best]: it was grown from this run's parameters.",
            )


@exercise("2.2.5", "the size of the model's files in the store, in MB")
def size(evidence: Evidence) -> str:
    value = expect.number(evidence.answer(), "MB")
    size = _weight(evidence)
    if expect.near(value, size / MB, ROUNDED):
        return f"the model's files take {size / MB:.1f} MB"
    if expect.near(value, size / MIB, ROUNDED):
        mib = f"{size / MIB:.1f} MiB, which is what you gave (of 1,048,576 bytes)"
        return f"the model's files take {mib}, and {size / MB:.1f} MB"
    for factor, unit in {1: "bytes", 1e3: "kB, a thousand bytes"}.items():
        if math.isclose(value, size / factor, rel_tol=0.03):
            raise Wrong(f"{value:g} is the size in {unit}.", "One MB is a million bytes, or a thousand kB: divide.")
    raise Wrong(
        f"The answer is {value:g} MB, but the files of the chosen child's model have another size.",
        "Add up file_size over all files of the model that you logged in 2.2.4, divide by a million, and round to "
        "one decimal.",
    )


def _weight(evidence: Evidence) -> int:
    """How many bytes the files of the chosen child's model take. Raises Wrong, not NotAttempted, where there is no
    model: an answer was handed in."""
    try:
        family = _parent(evidence)
        folder = family.of(_chosen(family)).model_folder
    except NotAttempted as missing:
        raise Wrong(
            f"There is no model to measure yet. {missing.found}", "The model comes from 2.2.4: do 2.2.4 first."
        ) from None
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
