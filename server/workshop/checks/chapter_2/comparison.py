"""Notebook 2.5: the runs of the earlier notebooks compared, and one of them chosen; `splits` has its runs about the leak."""

from __future__ import annotations

import re

from mlflow.entities import Run
from mlflow.exceptions import MlflowException
from sklearn.metrics import root_mean_squared_error

from workshop.checks.chapter_2.scores import SAME, TEST, TRAIN, same, scores
from workshop.checks.evidence import TARGETS, Evidence
from workshop.checks.outcome import NotAttempted, Outcome, Wrong
from workshop.checks.registry import exercise

LINEAR = "2.1-linear-regression"
EXPERIMENTS = (LINEAR, "2.2-random-forest", "2.3-keras", "2.4-search")
VALUE = "champion candidate"
WORTHWHILE = 0.02  # GW; what a model must save to be worth more than the linear regression
NEWEST = 1000  # runs looked at in a search; MLflow gives them page by page


def _runs(evidence: Evidence, experiments: tuple[str, ...], condition: str = "") -> list[Run]:
    """The newest runs of these notebooks' experiments, whoever made them, newest first.

    Raises NotAttempted or Wrong where an experiment was never made, or was deleted.
    """
    ids = []
    for name in experiments:
        found = evidence.client.get_experiment_by_name(name)
        if found is None or found.lifecycle_stage != "active":
            evidence.earlier(name).run  # raises, with words for either
        ids.append(found.experiment_id)
    return list(evidence.client.search_runs(ids, condition, max_results=NEWEST, order_by=["start_time DESC"]))


def _holds_model(run: Run) -> bool:
    return bool(run.outputs and run.outputs.model_outputs)


def _name(run: Run) -> str:
    return run.info.run_name


# 2.5.1: the score that 2.1 hadn't logged


def _linear(evidence: Evidence) -> Evidence:
    """The evidence turned to the newest finished run of 2.1 that holds a model."""
    runs = [run for run in _runs(evidence, (LINEAR,), "attributes.status = 'FINISHED'") if _holds_model(run)]
    if not runs:
        raise NotAttempted(f"No finished run in {LINEAR} holds a model.", "Do notebook 2.1 first, or catch up on it.")
    return evidence.of(runs[0])


@exercise("2.5.1", "the metric rmse on the run of 2.1, as its own model scores it on 2014")
def missing_metric(evidence: Evidence) -> str:
    linear, hours = _linear(evidence), evidence.year(TEST)
    evidence.seen.update(experiment=linear.run.info.experiment_id, run=linear.run.info.run_id)
    given, predicted = linear.run.data.metrics.get("rmse"), linear.predictions(hours)
    if given is None:
        raise _no_rmse(evidence, linear.run)
    expected = scores(hours, predicted)["rmse"]
    if same(given, expected):
        evidence.seen["logged"] = str(max(point.timestamp for point in evidence.client.get_metric_history(linear.run.info.run_id, "rmse")))
        evidence.refuse_what_was_caught_up(f"The rmse on the run {_name(linear.run)}")
        return f"the run {_name(linear.run)} has an rmse of {given:.2f} GW now, and its own model scores it"
    train = evidence.year(TRAIN)
    pooled = root_mean_squared_error(hours[TARGETS].to_numpy().ravel(), predicted.to_numpy().ravel())
    slips = {
        scores(train, linear.predictions(train))["rmse"]: f"That is its error on {TRAIN}, the year it was fitted on.",
        float(pooled): "That is the RMSE over the values of both targets together; scores takes the mean of the targets' own.",
        scores(hours, predicted)["r2"]: "That is its R².",
    }
    slip = next((words for value, words in slips.items() if same(given, value)), "It was typed in, or is another model's.")
    raise Wrong(
        f"rmse is logged as {given:.4f}, but the run's own model is off by {expected:.4f} GW on {TEST}.",
        f'{slip} Log scores(...)["rmse"] of what its model predicts for {TEST} again: the last value of a metric counts.',
    )


def _no_rmse(evidence: Evidence, linear: Run) -> NotAttempted | Wrong:
    """What to say where the run of 2.1 has no rmse: was it logged under another name, or to a run of its own?"""
    names = [name for name in linear.data.metrics if name not in ("r2", "r2_solar", "r2_wind")]
    strays = [run for run in _runs(evidence, (LINEAR,)) if "rmse" in run.data.metrics and not _holds_model(run)]
    if names:
        return Wrong(
            f"The run {_name(linear)} has no metric rmse, but {', '.join(names)}.",
            "Under another name no filter finds it beside the others: log it as rmse.",
        )
    if strays:
        return Wrong(
            f"The rmse is on {_name(strays[0])}, a run without a model; {_name(linear)}, which holds the model, has none.",
            "client.log_metric takes the id of the run that it logs to, as its first argument.",
        )
    return NotAttempted(
        f"The run {_name(linear)} of {LINEAR} has no metric rmse yet.", "Fill the blanks in the cell of this exercise, and run it."
    )


# 2.5.2: a filter


@exercise("2.5.2", "a filter that finds what learned from 2013, was judged on 2014, and beats the linear regression by 0.02 GW")
def shortlist(evidence: Evidence) -> str:
    given = evidence.answer()
    if not isinstance(given, str) or not given.strip():
        raise Wrong(f"{given!r} is no filter.", "Hand in the text that goes into filter_string, not what the search gave.")
    linear, runs = _linear(evidence), _runs(evidence, EXPERIMENTS)
    limit = scores(evidence.year(TEST), linear.predictions(evidence.year(TEST)))["rmse"] - WORTHWHILE
    found = {run.info.run_id for run in _found(evidence, given)}
    scored = [run for run in runs if _judged_on_2014(run) and "rmse" in run.data.metrics]
    better = [run for run in scored if run.data.metrics["rmse"] < limit + SAME]
    missed = [run for run in better if run.info.run_id not in found and run.data.metrics["rmse"] < limit - SAME]
    extra = [run for run in runs if run.info.run_id in found and run not in better]
    if extra:
        raise Wrong(
            f"The filter finds {_counted(extra)} that doesn't belong there: {_reason(extra[0])}.",
            f"Three conditions, joined by and: what it learned from, what it was judged on, and an rmse below {limit:.4f}.",
        )
    if missed:
        raise Wrong(
            f"The filter finds {len(found)} of the {len(better)} runs, and misses {_counted(missed)}.",
            "Ask for nothing but the three conditions, and write each value as the runs have it.",
            len(found) / len(better) / 2,
        )
    return f"it finds {len(found)} of {len(runs)} runs, and it would find them tomorrow among a thousand"


def _found(evidence: Evidence, condition: str) -> list[Run]:
    """What the learner's filter finds. Raises Wrong, with MLflow's words, where it isn't one."""
    try:
        return _runs(evidence, EXPERIMENTS, condition)
    except MlflowException as error:
        if error.error_code != "INVALID_PARAMETER_VALUE":
            raise
        words = error.message.strip().splitlines()[0].removeprefix("INVALID_PARAMETER_VALUE: ")
        raise Wrong(
            f"MLflow can't read the filter {condition!r}: {words[:200]}",
            "Each condition is a name with metrics. or params. before it, one comparison sign, and a value: a metric's is a "
            "number, a param's is text in single quotes. They are joined by and; there is no or.",
        ) from None


def _judged_on_2014(run: Run) -> bool:
    """Whether the run says that it learned from 2013 and was judged on 2014."""
    return run.data.params.get("train") == str(TRAIN) and run.data.params.get("test") == str(TEST)


def _reason(run: Run) -> str:
    """Why a run has no place on the shortlist."""
    if not _judged_on_2014(run):
        train, test = (run.data.params.get(name, "nothing") for name in ("train", "test"))
        return f"{_name(run)} says train {train} and test {test}"
    rmse = run.data.metrics.get("rmse")
    return f"{_name(run)} has {'no rmse' if rmse is None else f'an rmse of {rmse:.4f}'}"


def _counted(runs: list[Run]) -> str:
    return _name(runs[0]) if len(runs) == 1 else f"{len(runs)} runs, {_name(runs[0])} among them,"


# 2.5.5: the choice


@exercise(
    "2.5.5",
    "one run tagged as champion candidate, with the reason: the lowest rmse on 2014 of the models that learned from 2013",
    slow="lets the chosen model predict again",
)
def champion_candidate(evidence: Evidence) -> str:
    run = _chosen(evidence)
    _honest(evidence, run)
    rivals = [other for other in _runs(evidence, EXPERIMENTS) if _better(evidence, other, run.data.metrics["rmse"])]
    if rivals:
        raise Wrong(
            f"{_name(run)} is off by {run.data.metrics['rmse']:.2f} GW on {TEST}. {len(rivals)} of the desk's models "
            f"{'is' if len(rivals) == 1 else 'are'} better, by the same test.",
            "Sort the runs that were judged on 2014 and hold a model by rmse; take the tag away from this one.",
        )
    _reasoned(run)
    evidence.seen["reason"] = run.data.tags["choice.reason"]
    evidence.refuse_what_was_caught_up("The choice, with that very reason,")
    return f"{_name(run)} is the candidate: off by {run.data.metrics['rmse']:.2f} GW on a year that it hadn't seen"


def _chosen(evidence: Evidence) -> Run:
    """The one run that carries the tag choice. Raises NotAttempted for none, Wrong for several or another value."""
    own = evidence.client.get_experiment_by_name(evidence.experiment)
    tagged = _runs(evidence, EXPERIMENTS, "tags.choice IS NOT NULL")
    tagged += evidence.client.search_runs([own.experiment_id] if own else [], "tags.choice IS NOT NULL")
    if not tagged:
        raise NotAttempted("No run of the five experiments has the tag choice.", "client.set_tag(run_id, name, value) sets it. No candidate? A param is text, also in a table: '2013', in quotes.")
    if len(tagged) > 1:
        raise Wrong(
            f"{len(tagged)} runs have the tag choice: {', '.join(map(_name, tagged))}.",
            'There can be one candidate. client.delete_tag(run_id, "choice") takes it back; the cell does so when it is run again.',
        )
    run = tagged[0]
    evidence.seen.update(experiment=run.info.experiment_id, run=run.info.run_id)
    if run.data.tags["choice"] != VALUE:
        raise Wrong(f"The tag choice of {_name(run)} is {run.data.tags['choice']!r}.", f'Its value is to be "{VALUE}".')
    if own and run.info.experiment_id == own.experiment_id:
        raise _measurement(run)
    return run


def _measurement(run: Run) -> Wrong:
    """What to say where one of this notebook's own runs was chosen."""
    if run.data.params.get("split") == "years":
        return Wrong(
            f"{_name(run)} was judged honestly, but it is a measurement: its forest was thrown away.",
            "What isn't in the store can't go into service. Choose among the runs that hold a model.",
        )
    return Wrong(
        f"{_name(run)} was judged on {run.data.params.get('split', 'hours')} that lie between those it learned from.",
        "The desk will be asked about hours after those that its model has seen. Which runs were judged so?",
    )


def _honest(evidence: Evidence, run: Run) -> None:
    """Raises Wrong unless the run holds a model, scored as the run says, and by its record on a year that came after."""
    if not _holds_model(run):
        raise Wrong(
            f"{_name(run)} holds no model.", "Take the run that holds it: under a parent it may be one of its children."
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
            "A number that its own model doesn't give is no reason to choose it.",
        )


def _better(evidence: Evidence, other: Run, rmse: float) -> bool:
    """Whether another run holds a model that is honestly better. Only then it is loaded: that takes a while."""
    if not (_holds_model(other) and _judged_on_2014(other) and other.data.metrics.get("rmse", rmse) < rmse - SAME):
        return False
    try:
        _honest(evidence, other)
    except Outcome:
        return False
    return True


def _reasoned(run: Run) -> None:
    """Raises Wrong unless the tag choice.reason names a metric and the year that it was taken on."""
    reason = run.data.tags.get("choice.reason", "").strip()
    if not reason:
        raise Wrong(f"{_name(run)} is the right one, and has no tag choice.reason.", "Say why, in a sentence.", 0.6)
    if not re.search(r"rmse|r2|r²|gw|error", reason, re.IGNORECASE):
        raise Wrong(f"The reason is {reason!r}: it doesn't say by which metric.", "Name the metric, rmse.", 0.7)
    if str(TEST) not in reason:
        raise Wrong(f"The reason is {reason!r}: it doesn't say on which hours.", "Name the year that judged: 2014.", 0.7)
