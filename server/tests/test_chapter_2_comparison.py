"""Do the checks of notebook 2.5 take whatever they meet, and do its two steps, leak and drift, exist on another series?"""

from types import SimpleNamespace

import pandas as pd
import pytest
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import INTERNAL_ERROR
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import root_mean_squared_error

from workshop.checks.catchup import NOTEBOOK
from workshop.checks.chapter_2 import comparison, splits
from workshop.checks.evidence import TARGETS, Evidence
from workshop.checks.judge import judge
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.progress import Progress
from workshop.checks.verdict import Kind
from workshop.energy.series import write_csv
from workshop.energy.simulate import Settings, simulate
from workshop.paths import GERMANY


def evidence(answer=None, search=lambda *arguments, **options: []):
    """Stands in for Evidence: experiments that are there, and a `search` for runs in them."""
    here = SimpleNamespace(experiment_id="1", lifecycle_stage="active")
    client = SimpleNamespace(search_runs=search, get_experiment_by_name=lambda name: here)
    return SimpleNamespace(answer=lambda: answer, client=client)


@pytest.mark.parametrize("answer", [7, True, [], {}, "", "  ", ["metrics.rmse < 2"]], ids=repr)
def test_does_an_answer_that_is_no_filter_get_a_verdict(answer):
    with pytest.raises(Wrong, match="is no filter") as wrong:
        comparison.shortlist(evidence(answer))
    assert wrong.value.try_next


def test_is_a_server_that_fails_not_taken_for_a_wrong_filter():
    def fails(*arguments, **options):
        raise MlflowException("the database is locked", INTERNAL_ERROR)

    with pytest.raises(MlflowException, match="locked"):
        comparison._found(evidence(search=fails), "metrics.rmse < 2")


def test_is_an_earlier_experiment_that_was_deleted_said(learner):
    client, progress = MlflowClient(), Progress(MlflowClient(), learner.space.identity())
    for name in comparison.EXPERIMENTS:
        client.delete_experiment(client.create_experiment(name))
    real = Evidence("2.5.1", "2.5-compare", frozenset(comparison.EXPERIMENTS), client, progress, GERMANY, learner.space.work)
    with pytest.raises(Wrong, match="2.1-linear-regression was deleted"):
        comparison.missing_metric(real)


def test_is_a_first_notebook_without_a_model_named():
    run = SimpleNamespace(outputs=SimpleNamespace(model_outputs=[]), info=SimpleNamespace(run_name="linear regression"))
    with pytest.raises(NotAttempted, match="2.1-linear-regression holds a model"):
        comparison.missing_metric(evidence(search=lambda *arguments, **options: [run]))


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


def a_run(name, **metrics):
    info = SimpleNamespace(run_id=name, run_name=name)
    return SimpleNamespace(info=info, data=SimpleNamespace(params={"train": "2013", "test": "2014"}, metrics=metrics))


def test_is_a_run_without_an_rmse_passed_over_by_the_shortlist(monkeypatch):
    """A search of 2.4 that was made again, say, before it was judged."""
    runs, found = [a_run("better", rmse=1.7), a_run("not judged yet"), a_run("worse", rmse=1.9)], []
    linear = SimpleNamespace(predictions=lambda hours: None)
    monkeypatch.setattr(comparison, "_linear", lambda evidence: linear)
    monkeypatch.setattr(comparison, "scores", lambda hours, predicted: {"rmse": 1.85})
    monkeypatch.setattr(comparison, "_runs", lambda evidence, experiments, condition="": found if condition else runs)
    given = evidence(answer="metrics.rmse < 1.83")
    given.year = lambda year: None
    found[:] = runs[:1]
    assert "finds 1 of 3" in comparison.shortlist(given)
    found[:] = runs[:2]
    with pytest.raises(Wrong, match="not judged yet has no rmse"):
        comparison.shortlist(given)


def test_is_what_catching_up_left_on_an_earlier_run_no_work_of_the_learners(learner, monkeypatch):
    client = MlflowClient()
    run = client.create_run(client.create_experiment(comparison.LINEAR), run_name="linear regression").info.run_id
    zeros = pd.DataFrame({target: [0.0] for target in TARGETS})
    monkeypatch.setattr(comparison, "scores", lambda hours, predicted: {"rmse": 1.85, "r2": 0.8})
    monkeypatch.setattr(comparison, "root_mean_squared_error", lambda truth, predicted: 1.9)

    def look():
        """The verdict on 2.5.1 of whoever the environment says that this is."""
        progress = Progress(client, learner.space.identity())
        its = Evidence("2.5.1", "2.5-compare", frozenset(comparison.EXPERIMENTS), client, progress, GERMANY, learner.space.work)
        linear = SimpleNamespace(predictions=lambda hours: zeros, run=client.get_run(run))
        monkeypatch.setattr(comparison, "_linear", lambda evidence: linear)
        verdict = judge("the rmse of 2.1", its)
        progress.keep(verdict)
        return verdict

    client.log_metric(run, "rmse", 1.85, timestamp=1)
    with monkeypatch.context() as catching:
        catching.setenv(NOTEBOOK, "2.5")
        assert look().passed
    assert look().kind is Kind.NOT_ATTEMPTED and "catching up" in look().found
    client.log_metric(run, "rmse", 1.85, timestamp=2)
    assert look().passed


def test_is_a_choice_that_catching_up_made_no_choice_of_the_learners(learner, monkeypatch):
    client, reason = MlflowClient(), {"choice.reason": "lowest RMSE on 2014"}
    monkeypatch.setattr(comparison, "_honest", lambda evidence, run: None)
    monkeypatch.setattr(comparison, "_runs", lambda *arguments: [])

    def chosen(evidence):
        evidence.seen.update(experiment="1", run="network")
        return SimpleNamespace(info=SimpleNamespace(run_name="network"), data=SimpleNamespace(metrics={"rmse": 1.7}, tags=reason))

    monkeypatch.setattr(comparison, "_chosen", chosen)

    def look():
        progress = Progress(client, learner.space.identity())
        its = Evidence("2.5.5", "2.5-compare", frozenset(comparison.EXPERIMENTS), client, progress, GERMANY, learner.space.work)
        verdict = judge("the choice", its)
        progress.keep(verdict)
        return verdict

    with monkeypatch.context() as catching:
        catching.setenv(NOTEBOOK, "2.5")
        assert look().passed
    assert look().kind is Kind.NOT_ATTEMPTED and "catching up" in look().found
    reason["choice.reason"] = "smallest RMSE, in GW, on 2014"
    assert look().passed
