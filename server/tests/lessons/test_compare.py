"""Do the checks of notebook 2.5 take whatever they meet, and do its two steps, leak and drift, exist on another series?"""

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from mlflow import MlflowClient
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import root_mean_squared_error

from workshop.checks.check_of import checks, find
from workshop.checks.evidence import Evidence
from workshop.checks.runner import judge
from workshop.course import index
from workshop.energy.simulate import Settings, simulate
from workshop.energy.table import TARGETS, write_csv
from workshop.paths import GERMANY
from workshop.progress.outcome import NotAttempted, Wrong
from workshop.progress.store import Progress
from workshop.progress.verdict import Kind

NOTEBOOK = index.read().notebook("2.5")
comparison = checks(NOTEBOOK)
splits = comparison.splits


def evidence(answer=None, runs=()):
    """Stands in for Evidence: `runs` are what any experiment has."""
    return SimpleNamespace(answer=lambda: answer, runs=lambda *arguments: list(runs), year=lambda year: None)


@pytest.mark.parametrize("answer", [7, True, [], {}, "", "  ", ["metrics.rmse < 2"]], ids=repr)
def test_does_an_answer_that_is_no_filter_get_a_verdict(answer):
    with pytest.raises(Wrong, match="is no filter") as wrong:
        comparison.shortlist(evidence(answer))
    assert wrong.value.try_next


def test_is_an_earlier_experiment_that_was_deleted_said(learner):
    client, progress = MlflowClient(), Progress(learner)
    for name in comparison.EXPERIMENTS:
        client.delete_experiment(client.create_experiment(name))
    real = Evidence(
        "2.5.1", "2.5-compare", frozenset(comparison.EXPERIMENTS), client, progress, GERMANY, learner.space.work
    )
    with pytest.raises(Wrong, match="2.1-linear-regression was deleted"):
        comparison.missing_metric(real)


def test_is_a_first_notebook_without_a_model_named():
    run = SimpleNamespace(outputs=SimpleNamespace(model_outputs=[]), info=SimpleNamespace(run_name="linear regression"))
    with pytest.raises(NotAttempted, match="2.1-linear-regression holds a model"):
        comparison.missing_metric(evidence(runs=[run]))


@pytest.fixture(scope="module", params=[7, 2013], ids="seed {}".format)
def hours(request, tmp_path_factory):
    """Two years of another series."""
    file = tmp_path_factory.mktemp("series") / "another.csv"
    write_csv(simulate(Settings(seed=request.param)), file)
    whole = pd.read_csv(file, parse_dates=["utc_timestamp"])
    return splits.with_calendar(whole[whole["utc_timestamp"].dt.year < 2015].reset_index(drop=True))


@pytest.mark.parametrize("split", ["hours", "months", "years"])
def test_is_each_split_two_halves_that_know_every_month_of_the_calendar(split, hours):
    learned = splits.half(hours, split, 0)
    rest = hours.drop(learned)
    assert abs(len(learned) - len(rest)) < 0.01 * len(hours)
    assert not set(learned) & set(rest.index)
    for part in (hours.loc[learned], rest):
        assert sorted(part["utc_timestamp"].dt.month.unique()) == list(range(1, 13))


def test_do_leak_and_drift_point_the_way_the_lesson_says(hours):
    def error(inputs, split):
        features, learned = splits.INPUTS[inputs], splits.half(hours, split, 0)
        forest = RandomForestRegressor(n_estimators=10, min_samples_leaf=3, random_state=0)
        rest = hours.drop(learned)
        guess = forest.fit(hours.loc[learned, features], hours.loc[learned, TARGETS]).predict(rest[features])
        return root_mean_squared_error(rest[TARGETS], guess)

    by = {inputs: [error(inputs, split) for split in ("hours", "months", "years")] for inputs in splits.INPUTS}
    assert all(shuffled < months < years for shuffled, months, years in by.values())
    assert by["calendar"][1] / by["calendar"][0] > by["weather"][1] / by["weather"][0] + 0.05
    assert by["calendar"][2] < by["weather"][2]


LIMIT = 1.83
YEARS = "params.train = '2013' and params.test = '2014'"


def shortlist(monkeypatch, answer, *rmses):
    """The verdict on a filter, where the desk has a run of 2013 for each rmse, None for none, and the limit is LIMIT."""
    years = {"train": "2013", "test": "2014"}
    runs = [comparison._run(years, rmse, True) for rmse in rmses]
    monkeypatch.setattr(comparison, "_linear", lambda evidence: SimpleNamespace(predictions=lambda hours: None))
    monkeypatch.setattr(comparison, "scores", lambda hours, predicted: {"rmse": LIMIT + comparison.WORTHWHILE})
    return comparison.shortlist(evidence(answer(runs) if callable(answer) else answer, runs))


def ids(runs):
    """A filter that lists the runs which belong on the list."""
    listed = ", ".join(f"'{run.info.run_id}'" for run in runs if run.data.metrics.get("rmse", 9) < LIMIT)
    return f"attributes.run_id IN ({listed})"


@pytest.mark.parametrize(
    "answer",
    [
        f"{YEARS} and metrics.rmse < 1.830",
        'metrics.rmse <= 1.83 AND parameters.test = "2014" AND parameters.train = "2013"',
        "params.test LIKE '2014' and params.train ILIKE '2013' and metric.rmse < 1.83",
        f"{YEARS} and metrics.rmse < 1.83 and metrics.rmse > 0 and status = 'FINISHED'",
        f"{YEARS} and metrics.`rmse` < 1.8265",
    ],
)
def test_is_a_right_filter_taken_however_it_is_written(answer, monkeypatch):
    assert "finds 1 of 3" in shortlist(monkeypatch, answer, 1.7, None, 1.9)


@pytest.mark.parametrize(
    "answer, says",
    [
        (ids, "picks runs by run_id"),
        (lambda runs: f"attributes.run_name LIKE '{runs[0].info.run_name}'", "picks runs by run_name"),
        (lambda runs: f"{YEARS} and tags.mlflow.runName LIKE '{runs[0].info.run_name}'", "picks runs by mlflow.runName"),
        ("metrics.rmse < 1.83", "doesn't ask for params.train and params.test"),
        ("params.test = '2014' and metrics.rmse < 1.83", "doesn't ask for params.train"),
        ("params.train = '2013' and metrics.rmse < 1.83", "doesn't ask for params.test"),
        ("params.train LIKE '2013%' and params.test = '2014' and metrics.rmse < 1.83", "value in each of its conditions"),
        (f"{YEARS} and metrics.rmse < 1.85", "value in each of its conditions"),
        (f"{YEARS} and metrics.rmse < 1.80", "value in each of its conditions"),
        (f"{YEARS} and metrics.rmse < 1e999", "value in each of its conditions"),
        (f"{YEARS} and metrics.rmse < 1.83 and metrics.r2 > 0.8", "asks for metrics.r2 as well"),
        (f"{YEARS} and metrics.rmse < 1.83 and attributes.end_time < 10", "asks for attributes.end_time as well"),
    ],
)  # fmt: skip
def test_does_a_filter_that_fits_the_desks_own_runs_only_fail(answer, says, monkeypatch):
    with pytest.raises(Wrong) as wrong:
        shortlist(monkeypatch, answer, 1.7)
    assert says in wrong.value.try_next


ODD = [
    "((((", "(" * 1900, "a" * 1999, "x" * 10**6, "'", "\0", "-- nothing", "\ud800", "params.train = '\ud800'", "日本", "a; b",
    "metrics.rmse IS NULL", "metrics.rmse < 1 and start_time > 'x'", "params.train RLIKE '['", "params.a LIKE '%(['", "inputs.x = 1",
]  # fmt: skip


@pytest.mark.parametrize("answer", ODD, ids=[ascii(each[:20]) for each in ODD])
def test_does_an_odd_filter_get_a_verdict(answer, monkeypatch):
    with pytest.raises(Wrong) as wrong:
        shortlist(monkeypatch, answer, 1.7)
    assert len(wrong.value.found) < 700


def test_is_a_run_without_an_rmse_passed_over_by_the_shortlist(monkeypatch):
    """A search of 2.4 that was made again, say, before it was judged."""
    with pytest.raises(Wrong, match="has no rmse"):
        shortlist(monkeypatch, YEARS, None)


def test_is_what_catching_up_left_on_an_earlier_run_no_work_of_the_learners(learner, monkeypatch):
    client = MlflowClient()
    run = client.create_run(client.create_experiment(comparison.LINEAR), run_name="linear regression").info.run_id
    zeros = pd.DataFrame({target: [0.0] for target in TARGETS})
    monkeypatch.setattr(comparison, "scores", lambda hours, predicted: {"rmse": 1.85, "r2": 0.8})
    monkeypatch.setattr(comparison, "root_mean_squared_error", lambda truth, predicted: 1.9)

    def look(catching_up=""):
        progress = Progress(replace(learner, catching_up=catching_up))
        its = Evidence(
            "2.5.1", "2.5-compare", frozenset(comparison.EXPERIMENTS), client, progress, GERMANY, learner.space.work
        )
        linear = SimpleNamespace(predictions=lambda hours: zeros, run=client.get_run(run))
        monkeypatch.setattr(comparison, "_linear", lambda evidence: linear)
        verdict = judge(find(NOTEBOOK, "2.5.1"), "the rmse of 2.1", its)
        progress.keep(verdict)
        return verdict

    client.log_metric(run, "rmse", 1.85, timestamp=1)
    assert look(catching_up="2.5").passed
    assert look().kind is Kind.NOT_ATTEMPTED and "catching up" in look().found
    client.log_metric(run, "rmse", 1.85, timestamp=2)
    assert look().passed


def test_is_a_choice_that_catching_up_made_no_choice_of_the_learners(learner, monkeypatch):
    client, reason = MlflowClient(), {"choice.reason": "lowest RMSE on 2014"}
    monkeypatch.setattr(comparison, "_honest", lambda evidence, run: None)
    monkeypatch.setattr(comparison, "_the_best", lambda evidence, run: None)

    def chosen(evidence):
        evidence.seen.update(experiment="1", run="network")
        return SimpleNamespace(
            info=SimpleNamespace(run_name="network"), data=SimpleNamespace(metrics={"rmse": 1.7}, tags=reason)
        )

    monkeypatch.setattr(comparison, "_chosen", chosen)

    def look(catching_up=""):
        progress = Progress(replace(learner, catching_up=catching_up))
        its = Evidence(
            "2.5.5", "2.5-compare", frozenset(comparison.EXPERIMENTS), client, progress, GERMANY, learner.space.work
        )
        verdict = judge(find(NOTEBOOK, "2.5.5"), "the choice", its)
        progress.keep(verdict)
        return verdict

    assert look(catching_up="2.5").passed
    assert look().kind is Kind.NOT_ATTEMPTED and "catching up" in look().found
    reason["choice.reason"] = "smallest RMSE, in GW, on 2014"
    assert look().passed
