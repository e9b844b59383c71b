"""Notebook 2.5: the runs of the earlier notebooks compared, and one chosen; the checks on the leak are in `splits`."""

from __future__ import annotations

import random
import re
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from mlflow.entities import Metric, Param, Run, RunData, RunInfo, RunInputs, RunTag
from mlflow.entities.logged_model_output import LoggedModelOutput
from mlflow.entities.run_outputs import RunOutputs
from mlflow.utils.search_utils import SearchUtils
from sklearn.metrics import root_mean_squared_error

from workshop.checks import expect
from workshop.checks.check_of import exercise
from workshop.checks.evidence import FILL, Evidence, Stray, holds_model
from workshop.checks.expect import near, shown
from workshop.checks.forecast import ALL, SAME, same, scores
from workshop.energy.table import TARGETS
from workshop.progress.caught_up import NOTEBOOK_TAG
from workshop.progress.outcome import NotAttempted, Outcome, Wrong

from .splits import TEST, TRAIN

LINEAR = "2.1-linear-regression"
EXPERIMENTS = (LINEAR, "2.2-random-forest", "2.3-keras", "2.4-search")
VALUE = "champion candidate"
WORTHWHILE = 0.02  # GW; what a model must save to be worth more than the linear regression
EDGE = 0.005  # GW; a limit that is rounded to two decimals counts as right
LONGEST = 2000  # characters of a filter: MLflow's parser is slow
OURS = "2.5"
LOOKED_AT = 100  # the newest runs, which are searched for an rmse that was logged to the wrong run
RIVALS = 20  # models that are loaded at most, to see whether they are better


def _name(run: Run) -> str:
    return str(run.info.run_name)


# 2.5.1: the score that 2.1 didn't log


def _linear(evidence: Evidence) -> Evidence:
    """The evidence with the newest run of 2.1 that holds a model: the one in the notebook's first table."""
    runs = list(filter(holds_model, evidence.runs([LINEAR])))
    if not runs:
        raise NotAttempted(f"No run in {LINEAR} holds a model.", "Do notebook 2.1 first, or catch up on it.")
    return evidence.of(runs[0])


@exercise("2.5.1", "the metric rmse on the run of 2.1: the RMSE of the run's own model on 2014")
def missing_metric(evidence: Evidence) -> str:
    linear, hours = _linear(evidence), evidence.year(TEST)
    evidence.seen.update(experiment=linear.run.info.experiment_id, run=linear.run.info.run_id)
    predicted = linear.predictions(hours)
    expected, given = scores(hours, predicted), linear.run.data.metrics.get("rmse")
    if given is None:
        raise _no_rmse(evidence, linear.run, expected["rmse"])
    train = evidence.year(TRAIN)
    pooled = root_mean_squared_error(hours[TARGETS].to_numpy().ravel(), predicted.to_numpy().ravel())
    found = f"rmse is logged as {given:.4f}, but the run's own model is off by {expected['rmse']:.4f} GW on {TEST}."
    mend = (
        f'Log scores(...)["rmse"] again, for the predictions of that model for {TEST}: the last value of a metric '
        "counts."
    )
    slips = {
        scores(train, linear.predictions(train))["rmse"]: f"That is the model's error on {TRAIN}, its training year.",
        float(pooled): "That is the RMSE over the values of both targets together; scores takes the mean of two RMSEs.",
        expected["r2"]: "That is the model's R².",
    }
    words = {value: (found, f"{slip} {mend}") for value, slip in slips.items()}
    expect.close(
        given, expected["rmse"], SAME, words, (found, f"The number was typed in, or belongs to another model. {mend}")
    )
    points = evidence.client.get_metric_history(linear.run.info.run_id, "rmse")
    evidence.seen["logged"] = str(max(point.timestamp for point in points))
    evidence.refuse_what_was_caught_up(f"The rmse on the run {_name(linear.run)}")
    return f"the run {_name(linear.run)} has an rmse of {given:.2f} GW now, and its own model scores it"


def _no_rmse(evidence: Evidence, linear: Run, expected: float) -> NotAttempted | Wrong:
    """What to say where the run of 2.1 has no rmse: was it logged under another name, or to another run?"""
    others = {name: value for name, value in linear.data.metrics.items() if name not in ALL}
    names = [name for name, value in others.items() if "rmse" in name.lower() or near(value, expected, SAME)]
    if names:
        return Wrong(
            f"The run {_name(linear)} has no metric rmse, but {', '.join(name[:40] for name in names[:5])}.",
            "A filter on metrics.rmse doesn't find the score under another name: log it as rmse.",
        )
    landed = _landed(evidence, linear, expected)
    if landed:
        return Wrong(
            f"The rmse is on {landed.name}, {'a run' if holds_model(landed.run) else 'a run without a model'} in the "
            f"experiment {landed.experiment}; {_name(linear)}, which holds the model of 2.1, has none.",
            f'Give client.log_metric, as its first argument, the id of the run of 2.1: "{linear.info.run_id}".',
        )
    return NotAttempted(f"The run {_name(linear)} of {LINEAR} has no metric rmse yet.", FILL)


def _landed(evidence: Evidence, linear: Run, expected: float) -> Stray | None:
    """Another run, in any experiment, that got an rmse since this notebook was begun: the one that got it last.

    An rmse that another notebook logged to its own run doesn't count. So on a run that is older than this notebook, an
    rmse counts only if it replaced another one, or is what the rmse of 2.1 should be.
    """
    places = {each.experiment_id: each for each in evidence.client.search_experiments()}
    begun = next((each.creation_time for each in places.values() if each.name == evidence.experiment), None)
    if begun is None:
        return None
    added = []
    for run in evidence.runs([each.name for each in places.values()], "metrics.rmse > 0", LOOKED_AT):
        points = evidence.client.get_metric_history(run.info.run_id, "rmse")
        logged = max(point.timestamp for point in points)
        if run.info.start_time >= begun:
            ours = run.data.tags.get(NOTEBOOK_TAG, OURS) == OURS and "split" not in run.data.params
        else:
            ours = len(points) > 1 or same(run.data.metrics["rmse"], expected)
        if ours and logged >= begun and run.info.run_id != linear.info.run_id:
            added.append((logged, run))
    newest = max(added, key=lambda each: each[0])[1] if added else None
    return Stray(newest, places[newest.info.experiment_id].name) if newest else None


# 2.5.2: a filter


@exercise(
    "2.5.2",
    "a filter for runs that learned from 2013, were judged on 2014, and beat the linear regression by 0.02 GW",
)
def shortlist(evidence: Evidence) -> str:
    given = evidence.answer()
    if not isinstance(given, str) or not given.strip():
        raise Wrong(
            f"{shown(given)} is no filter.",
            "Hand in the text that goes into filter_string, not the result of the search.",
        )
    asked = _read(given)
    linear, runs = _linear(evidence), evidence.runs(EXPERIMENTS)
    hours = evidence.year(TEST)
    limit = scores(hours, linear.predictions(hours))["rmse"] - WORTHWHILE
    count = _finds_the_desks(given, asked, runs, limit)
    _finds_tomorrows(given, asked, limit)
    return f"it finds {count} of {len(runs)} runs, and it would find them tomorrow among a thousand"


def _read(given: str) -> list[dict[str, Any]]:
    """The conditions of a filter, as MLflow reads them. Raises Wrong, with MLflow's words, where it isn't one."""
    if len(given) > LONGEST:
        raise Wrong(
            f"The filter has {len(given)} characters.",
            "Three conditions need about a hundred. Don't list single runs.",
        )
    try:
        asked: list[dict[str, Any]] = SearchUtils.parse_search_filter(given)
    except Exception as error:  # MLflow's own, and what it and sqlparse raise for odd texts
        raise _unread(given, error) from None
    return asked


def _unread(given: str, error: Exception) -> Wrong:
    words = getattr(error, "message", f"{type(error).__name__} {error}")
    line = (words.strip().splitlines() or [""])[0].removeprefix("INVALID_PARAMETER_VALUE: ")
    return Wrong(
        f"MLflow can't read the filter {shown(given, 200)}: {line[:200]}",
        "Each condition is a name with metrics. or params. before it, one comparison sign, and a value: a number for a "
        "metric, text in single quotes for a param. Join the conditions with and; there is no or.",
    )


def _finds_the_desks(given: str, asked: list[dict[str, Any]], runs: list[Run], limit: float) -> int:
    """How many of the desk's runs the filter finds. Raises Wrong where they aren't the right ones."""
    found = [run for run in runs if _finds(given, run)]
    better = [run for run in runs if _judged_on_2014(run) and run.data.metrics.get("rmse", limit + 1) < limit + EDGE]
    missed = [run for run in better if run not in found and run.data.metrics["rmse"] < limit - EDGE]
    extra = [run for run in found if run not in better]
    if extra:
        raise Wrong(
            f"The filter finds {_counted(extra)} by mistake: {_reason(extra[0])}.",
            f"{_advice(asked)} Join three conditions with and: the year that a run learned from, the year that it was "
            f"judged on, and an rmse below {limit:.4f}.",
        )
    if missed:
        raise Wrong(
            f"The filter finds {len(found)} of the {len(better)} runs, and misses {_counted(missed).rstrip(',')}.",
            f"{_advice(asked)} Ask for nothing but the three conditions, and write each value as the runs have it.",
            len(found) / len(better) / 2,
        )
    return len(found)


def _finds(given: str, run: Run) -> bool:
    """Whether a filter finds a run, by MLflow's own reading of it; no store is asked."""
    try:
        return bool(SearchUtils.filter([run], given))
    except Exception as error:  # a value that can't be compared with what a run has
        raise _unread(given, error) from None


def _finds_tomorrows(given: str, asked: list[dict[str, Any]], limit: float) -> None:
    """Raises Wrong unless the filter finds the runs that somebody may log tomorrow and that belong on the shortlist,
    and no others."""
    for wanted, planted in ((True, _wanted(limit)), (False, _unwanted(limit))):
        wrong = next((run for run in planted if _finds(given, run) != wanted), None)
        if wrong:
            what = (
                "belongs on the shortlist, but the filter misses it"
                if wanted
                else "does not belong on the shortlist, but the filter finds it"
            )
            raise Wrong(
                f"On today's runs the filter is right. A run that is logged tomorrow, with {_in_words(wrong)}, {what}.",
                f"{_advice(asked)} The shortlist asks for three things: params.train, params.test, and metrics.rmse "
                f"below {limit:.4f}.",
                share=0.5,
            )


def _wanted(limit: float) -> list[Run]:
    """Runs that belong on the list: of other ids, names, experiments and times, with and without a model."""
    years = {"train": str(TRAIN), "test": str(TEST)}
    rmses = [limit - EDGE * 1.2, limit - 0.02, limit * 0.9, limit * 0.7]
    return [_run(years, rmse, model) for rmse in rmses for model in (False, True)]


def _unwanted(limit: float) -> list[Run]:
    """Runs that don't belong on the list: with other years or without years, with a higher rmse or without one."""
    train, test, low = str(TRAIN), str(TEST), limit * 0.9
    years = [{"train": "2013-14", "test": test}, {"train": "2012", "test": test}, {"train": test, "test": test},
             {"test": test}, {"train": train, "test": "2015"}, {"train": train, "test": "2014-06"},
             {"train": train, "test": train}, {"train": train}, {}]  # fmt: skip
    rmses = [limit + EDGE * 1.2, limit + 0.015, limit + WORTHWHILE + 0.001, limit * 2, None]
    return [_run(each, low, True) for each in years] + [
        _run({"train": train, "test": test}, rmse, True) for rmse in rmses
    ]


def _run(params: dict[str, str], rmse: float | None, model: bool) -> Run:
    """A run as MLflow would give it, that is in no store."""
    id, name, start = uuid.uuid4().hex, f"run {random.SystemRandom().randrange(10**6)}", 4 * 10**12
    info = RunInfo(
        id, str(10**9), "somebody", "FINISHED", start, start + 1, "active", f"mlflow-artifacts:/{id}", run_name=name
    )
    metrics = [] if rmse is None else [Metric("rmse", rmse, start, 0), Metric("r2", 0.5, start, 0)]
    data = RunData(metrics, [Param(*each) for each in params.items()], [RunTag("mlflow.runName", name)])
    return Run(info, data, RunInputs([]), RunOutputs([LoggedModelOutput("m-" + id, 0)] if model else []))


def _in_words(run: Run) -> str:
    years = (
        f"{name} {shown(run.data.params[name]) if name in run.data.params else 'not said'}"
        for name in ("train", "test")
    )
    return f"{', '.join(years)} and {_rmse(run)}"


def _advice(asked: list[dict[str, Any]]) -> str:
    """What is missing among the filter's conditions, or shouldn't be there."""
    keys = {(each["type"], each["key"]) for each in asked}
    listed = [
        key for _, key in sorted(keys) if key.lower().replace(" ", "_") in ("run_id", "run_name", "mlflow.runname")
    ]
    if listed:
        return (
            f"It picks runs by {', '.join(listed)}, so it can't find a run that is logged later: ask for params and "
            "metrics."
        )
    names = {
        "params.train": ("parameter", "train"),
        "params.test": ("parameter", "test"),
        "metrics.rmse": ("metric", "rmse"),
    }
    missing = [name for name, key in names.items() if key not in keys]
    prefixes = {"parameter": "params", "metric": "metrics", "tag": "tags", "attribute": "attributes"}
    more = [f"{prefixes.get(kind, kind)}.{key}" for kind, key in sorted(keys - set(names.values()))]
    if missing:
        return f"It doesn't ask for {' and '.join(missing)}."
    if more:
        return f"It asks for {', '.join(more)} as well."
    return "Compare the value in each of its conditions with what is asked."


def _judged_on_2014(run: Run) -> bool:
    """Whether the run says that it learned from 2013 and was judged on 2014."""
    return run.data.params.get("train") == str(TRAIN) and run.data.params.get("test") == str(TEST)


def _reason(run: Run) -> str:
    """Why a run has no place on the shortlist."""
    if not _judged_on_2014(run):
        train, test = (run.data.params.get(name, "nothing")[:80] for name in ("train", "test"))
        return f"{_name(run)} says train {train} and test {test}"
    return f"{_name(run)} has {_rmse(run)}"


def _rmse(run: Run) -> str:
    rmse = run.data.metrics.get("rmse")
    return "no rmse" if rmse is None else f"an rmse of {rmse:.4f}"


def _counted(runs: list[Run]) -> str:
    return _name(runs[0]) if len(runs) == 1 else f"{len(runs)} runs, {_name(runs[0])} among them,"


# 2.5.5: the choice


@exercise(
    "2.5.5",
    "one run tagged as champion candidate, with the reason: the lowest rmse on 2014 of the models that learned from "
    "2013",
    slow="lets the chosen model predict again",
)
def champion_candidate(evidence: Evidence) -> str:
    run = _chosen(evidence)
    _honest(evidence, run)
    _the_best(evidence, run)
    _reasoned(evidence, run)
    evidence.seen["reason"] = run.data.tags["choice.reason"]
    evidence.refuse_what_was_caught_up("The choice, with that very reason,")
    return f"{_name(run)} is the candidate: off by {run.data.metrics['rmse']:.2f} GW on a year that it hadn't seen"


def _chosen(evidence: Evidence) -> Run:
    """The one run that carries the tag choice. Raises NotAttempted for none, Wrong for several or another value."""
    tagged = evidence.runs((*EXPERIMENTS, evidence.experiment), "tags.choice IS NOT NULL")
    run = expect.the_only(tagged, partial(_no_choice, evidence), _several_chosen)
    evidence.seen.update(experiment=run.info.experiment_id, run=run.info.run_id)
    if run.data.tags["choice"] != VALUE:
        raise Wrong(
            f"The tag choice of {_name(run)} is {shown(run.data.tags['choice'])}.", f'Its value should be "{VALUE}".'
        )
    if evidence.client.get_experiment(run.info.experiment_id).name == evidence.experiment:
        raise _measurement(run)
    return run


def _several_chosen(tagged: Sequence[Run]) -> Wrong:
    return Wrong(
        f"{len(tagged)} runs have the tag choice: {shown(', '.join(map(_name, tagged)), 300)}.",
        'There can be only one candidate. client.delete_tag(run_id, "choice") takes the tag away; the cell does so '
        "when you run it again.",
    )


def _no_choice(evidence: Evidence) -> NotAttempted | Wrong:
    """What to say where no run has the tag: is it in another experiment, or under another name?"""
    places = {each.experiment_id: each.name for each in evidence.client.search_experiments()}
    for run in evidence.runs(list(places.values())):
        for tag, value in run.data.tags.items():
            if tag.strip().lower() in ("choice", "choice.reason") or value.strip().lower() == VALUE:
                return Wrong(
                    f"{_name(run)}, in the experiment {places[run.info.experiment_id]}, has the tag {shown(tag)} = "
                    f"{shown(value)}; no run of the five experiments has the tag choice.",
                    f'Set two tags on one run of the notebooks: choice = "{VALUE}", and choice.reason with the '
                    "sentence.",
                )
    return NotAttempted(
        "No run of the five experiments has the tag choice.",
        "client.set_tag(run_id, name, value) sets it. If your table has no candidate: a param is text in a table, too, "
        "so compare with '2013', in quotes.",
    )


def _measurement(run: Run) -> Wrong:
    """What to say where one of this notebook's own runs was chosen."""
    split = run.data.params.get("split", "hours")
    if split == "years":
        return Wrong(
            f"{_name(run)} was judged honestly, but it is only a measurement: its forest was not kept.",
            "A model that isn't in the store can't go into service. Choose among the runs that hold a model.",
        )
    return Wrong(
        f"{_name(run)} was judged on {shown(split)[1:-1]} that lie between those it learned from.",
        "The desk must predict hours that come after all hours its model has seen. Which runs were judged on such "
        "hours?",
    )


def _honest(evidence: Evidence, run: Run) -> None:
    """Raises Wrong unless the run holds a model, says that it learned from 2013, and has the true rmse on 2014."""
    if not holds_model(run):
        raise Wrong(
            f"{_name(run)} holds no model.", "Take the run that holds the model: it may be one of this run's children."
        )
    if "rmse" not in run.data.metrics or not _judged_on_2014(run):
        raise Wrong(
            f"{_name(run)} doesn't say that it learned from {TRAIN} and has an rmse on {TEST}.",
            "Choose among the runs that say so: params.train, params.test, metrics.rmse.",
        )
    hours = evidence.year(TEST)
    given, expected = run.data.metrics["rmse"], scores(hours, evidence.of(run).predictions(hours))["rmse"]
    if not same(given, expected):
        raise Wrong(
            f"{_name(run)} says that its rmse is {given:.4f}; its model is off by {expected:.4f} GW on {TEST}.",
            "Don't choose a run by a number that its own model doesn't give.",
        )


def _the_best(evidence: Evidence, run: Run) -> None:
    """Raises Wrong where other runs hold models that are honestly better. Only those are loaded: that takes a while."""
    rmse = run.data.metrics["rmse"]
    lower = [other for other in evidence.runs(EXPERIMENTS) if other.data.metrics.get("rmse", rmse) < rmse - SAME]
    lower = [other for other in lower if holds_model(other) and _judged_on_2014(other)]
    rivals = [other for other in lower[:RIVALS] if _is_honest(evidence, other)]
    if rivals:
        raise Wrong(
            f"{_name(run)} is off by {rmse:.2f} GW on {TEST}. {len(rivals)} of the desk's models "
            f"{'is' if len(rivals) == 1 else 'are'} better, by the same test.",
            "Sort the runs that were judged on 2014 and hold a model by rmse; take the tag away from this one.",
        )


def _is_honest(evidence: Evidence, run: Run) -> bool:
    try:
        _honest(evidence, run)
    except Outcome:
        return False
    return True


def _reasoned(evidence: Evidence, run: Run) -> None:
    """Raises Wrong unless the tag choice.reason names the metric and the year that it was taken on."""
    reason = run.data.tags.get("choice.reason", "").strip()
    if not reason:
        others = evidence.runs((*EXPERIMENTS, evidence.experiment), "tags.`choice.reason` IS NOT NULL", 1)
        where = f"; {_name(others[0])} has it" if others and others[0].info.run_id != run.info.run_id else ""
        found = f"{_name(run)} is the right run, but has no tag choice.reason{where}."
        raise Wrong(found, "Set choice.reason on the same run: a sentence that says why.", 0.6)
    found = f"The reason is {shown(reason, 200)}: it doesn't say"
    if not re.search(r"rmse|root.mean.square|\bgw\b|\d\s*gw|error", reason, re.IGNORECASE):
        other = " It names R², but the RMSE decides." if re.search("r2|r²", reason, re.IGNORECASE) else ""
        raise Wrong(f"{found} by which metric.{other}", "Name the metric, rmse.", 0.7)
    if str(TEST) not in reason or re.search(rf"(rmse|error)\W+(on|of|in|for) {TRAIN}\b", reason, re.IGNORECASE):
        raise Wrong(f"{found} on which hours.", f"Name the test year, {TEST}; the model learned from {TRAIN}.", 0.7)
