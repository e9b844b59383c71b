"""Do checks look at evidence, at all of it and at nothing else, and never mix their verdicts up?"""

import threading
import time
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import mlflow
import pytest
from learner_runs import LESSON, PARAMETERS, leave_run
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from sklearn.linear_model import LinearRegression

from workshop.checks import check_of
from workshop.checks.evidence import Evidence
from workshop.checks.runner import CheckDefect, judge
from workshop.course import index
from workshop.paths import GERMANY
from workshop.progress import plain_reader
from workshop.progress.caught_up import NOTEBOOK_TAG, TAG
from workshop.progress.outcome import Broken, NotAttempted, Wrong
from workshop.progress.store import EXPERIMENT, Progress
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Space, Workspace

NOTEBOOK = index.read().notebook("2.1")


@pytest.fixture
def client(learner):
    return MlflowClient()


@pytest.fixture
def progress(client, learner):
    return Progress(learner)


@pytest.fixture
def evidence(client, progress, learner):
    """The evidence of an exercise, as its check sees it."""
    return lambda exercise: Evidence(
        exercise, LESSON, frozenset({LESSON}), client, progress, GERMANY, learner.space.work
    )


def verdict_of(exercise: str, evidence) -> Verdict:
    return judge(check_of.find(NOTEBOOK, exercise), exercise, evidence(exercise))


def test_is_the_latest_finished_run_the_one_that_is_looked_at(evidence):
    leave_run("older", **PARAMETERS)
    newest = leave_run("newest", **PARAMETERS)
    verdict = verdict_of("2.1.1", evidence)
    assert verdict.passed and verdict.seen["run"] == newest
    assert "newest" in verdict.found and newest in verdict.link


@pytest.mark.parametrize(
    "passed_over",
    [
        {"status": "FAILED"},
        {"status": "KILLED"},
        {"tags": {"mlflow.parentRunId": "0" * 32}},
        {"tags": {TAG: "2.1"}},
    ],
    ids=["failed", "killed", "nested", "caught up"],
)
def test_are_runs_that_cannot_count_passed_over(evidence, passed_over):
    counts = leave_run("counts", **PARAMETERS)
    leave_run("does not", **passed_over)
    assert verdict_of("2.1.1", evidence).seen["run"] == counts


@pytest.mark.parametrize(("status", "advice"), [("RUNNING", "mlflow.end_run()"), ("FAILED", "raised an error")])
def test_is_a_newer_run_that_did_not_finish_named_beside_the_verdict(evidence, client, status, advice):
    leave_run("finished")
    newest = leave_run("newest", **PARAMETERS)
    client.update_run(newest, status)
    verdict = verdict_of("2.1.1", evidence)
    assert (
        verdict.kind is Kind.WRONG
        and "newest" in verdict.found
        and status in verdict.found
        and advice in verdict.try_next
    )


def test_is_the_newest_of_several_models_on_a_run_the_one_that_counts(evidence):
    """By time of logging, whatever the random ids: five times over, so that no order of ids passes by luck."""
    from sklearn.linear_model import LinearRegression

    mlflow.set_experiment(LESSON)
    with mlflow.start_run():
        for _ in range(5):
            logged = mlflow.sklearn.log_model(LinearRegression(), name="model", pip_requirements=["scikit-learn==1"])
            newest = evidence("2.1.2")
            newest.run = mlflow.active_run()
            assert newest.model.model_id == logged.model_id


def test_does_only_catching_up_leave_an_exercise_unattempted(evidence):
    leave_run("caught up", tags={TAG: "2.1"}, **PARAMETERS)
    assert verdict_of("2.1.1", evidence).kind is Kind.NOT_ATTEMPTED


def astray(client, experiment: str, notebook: str = "", name: str = "stray") -> str:
    """A finished run outside of the lesson's experiment, marked as started from a notebook."""
    found = client.get_experiment_by_name(experiment)
    id = found.experiment_id if found else client.create_experiment(experiment)
    run = client.create_run(id, run_name=name, tags={NOTEBOOK_TAG: notebook} if notebook else None)
    client.set_terminated(run.info.run_id)
    return run.info.run_id


@pytest.mark.parametrize("place, notebook, counts", [
    ("2.1", "2.1", True), ("2.1", "", True), ("2.2-random-forest", "2.1", True), ("2.2-random-forest", "", False),
    ("2.1", "2.4", False), ("2.2-random-forest", "2.2", False),
])  # fmt: skip
def test_does_a_stray_run_count_for_the_notebook_that_it_was_started_from(
    client, progress, learner, place, notebook, counts
):
    client.create_experiment(LESSON)
    astray(client, place, notebook)
    lessons = frozenset({LESSON, "2.2-random-forest"})
    verdict = judge(
        check_of.find(NOTEBOOK, "2.1.1"),
        "2.1.1",
        Evidence("2.1.1", LESSON, lessons, client, progress, GERMANY, learner.space.work),
    )
    assert verdict.kind is (Kind.WRONG if counts else Kind.NOT_ATTEMPTED)
    assert (f"stray, is in the experiment {place}" in verdict.found) == counts


def test_does_a_stray_run_from_before_the_notebook_was_begun_count_for_nothing(client, evidence):
    astray(client, "my own")
    time.sleep(0.01)
    assert verdict_of("2.1.1", evidence).kind is Kind.NOT_ATTEMPTED
    client.create_experiment(LESSON)
    assert verdict_of("2.1.1", evidence).kind is Kind.NOT_ATTEMPTED


def test_is_a_stray_run_older_than_what_the_notebook_has_left_alone(client, evidence):
    client.create_experiment(LESSON)
    client.log_metric(astray(client, "my own"), "r2", 0.8)
    time.sleep(0.01)
    leave_run("newest", **PARAMETERS)
    assert verdict_of("2.1.1", evidence).passed
    verdict = verdict_of("2.1.3", evidence)
    assert verdict.kind is Kind.NOT_ATTEMPTED and "stray" not in str(verdict)


def test_are_scores_that_landed_on_another_run_named_with_their_place(client, evidence):
    leave_run("newest", **PARAMETERS)
    time.sleep(0.01)
    other = astray(client, "my own", "2.1", "scored")
    client.log_metric(other, "r2", 0.8)
    verdict = verdict_of("2.1.3", evidence)
    assert verdict.kind is Kind.WRONG and "scored" in verdict.found and "my own" in verdict.found


def test_does_the_number_of_requests_stay_the_same_with_many_runs(evidence, monkeypatch):
    import urllib3.connectionpool

    made, plain = [], urllib3.connectionpool.HTTPConnectionPool._make_request

    def counted(self, connection, method, url, *args, **kwargs):
        made.append(url)
        return plain(self, connection, method, url, *args, **kwargs)

    monkeypatch.setattr(urllib3.connectionpool.HTTPConnectionPool, "_make_request", counted)

    def requests_for_a_verdict() -> int:
        made.clear()
        assert verdict_of("2.1.1", evidence).passed
        return len(made)

    leave_run("first", **PARAMETERS)
    few = requests_for_a_verdict()
    for number in range(30):
        leave_run(f"another {number}", tags={"mlflow.parentRunId": "0" * 32} if number % 2 else None)
    leave_run("last", **PARAMETERS)
    assert few > 0 and requests_for_a_verdict() == few


def test_does_a_check_leave_nothing_among_the_learners_runs(evidence, client):
    leave_run(**PARAMETERS)
    experiment = client.get_experiment_by_name(LESSON).experiment_id
    before = [run.to_dictionary() for run in client.search_runs([experiment])]
    with mlflow.start_run() as active:
        for exercise in index.read().notebook("2.1").exercises:
            verdict_of(exercise.id, evidence)
        assert mlflow.active_run().info.run_id == active.info.run_id
    client.delete_run(active.info.run_id)
    assert [run.to_dictionary() for run in client.search_runs([experiment])] == before
    assert client.search_runs([client.get_experiment_by_name(EXPERIMENT).experiment_id]) == []


def use_check(monkeypatch, run, seconds=60):
    monkeypatch.setattr(
        check_of, "find", lambda notebook, exercise: check_of.Check("what was looked for", run, seconds)
    )


def test_does_a_check_that_fits_leave_no_run_while_the_learners_autolog_is_on(evidence, client, monkeypatch):
    leave_run(**PARAMETERS)
    experiment = client.get_experiment_by_name(LESSON).experiment_id
    mlflow.sklearn.autolog(log_models=False, log_datasets=False)
    try:
        use_check(monkeypatch, lambda evidence: str(LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0]).coef_))
        assert verdict_of("2.1.1", evidence).passed
        assert len(client.search_runs([experiment])) == 1
        LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
        assert len(client.search_runs([experiment])) == 2, "the learner's own fit is still kept"
    finally:
        mlflow.sklearn.autolog(disable=True)


def test_is_a_check_that_raises_called_a_defect_of_the_course(evidence, monkeypatch):
    use_check(monkeypatch, lambda evidence: 1 / 0)
    with pytest.raises(CheckDefect, match="fault of the course"):
        verdict_of("2.1.1", evidence)


def test_does_a_check_that_takes_too_long_say_timed_out(evidence, monkeypatch):
    release = threading.Event()
    use_check(monkeypatch, lambda evidence: release.wait(), seconds=1)
    verdict = verdict_of("2.1.1", evidence)
    release.set()
    assert verdict.kind is Kind.TIMED_OUT and "1 s" in verdict.found


def test_is_a_dead_tracking_server_told_from_a_slow_check(evidence, monkeypatch):
    release = threading.Event()
    use_check(monkeypatch, lambda evidence: release.wait(), seconds=1)
    monkeypatch.setattr(plain_reader, "answers", lambda *_: False)
    verdict = verdict_of("2.1.1", evidence)
    release.set()
    assert verdict.kind is Kind.BROKEN and "tracking server" in verdict.found and "workshop up" in verdict.try_next


def test_is_a_dead_artifact_store_told_apart(learner, services):
    """The real store is stopped, and the tracking server that answers is asked for what lies there."""
    store = services.services["store"]
    plain_reader.probe(learner)
    store.stop()
    try:
        with pytest.raises(Broken, match="artifact store"):
            plain_reader.probe(learner)
    finally:
        store.launch()
        while not store.healthy():
            time.sleep(0.2)


def of(workspace: Workspace, folder: Path, identity: str) -> Workspace:
    """The same server, as the space of that identity sees it."""
    state = folder / identity
    state.mkdir()
    (state / "identity").write_text(identity, encoding="utf-8")
    return replace(workspace, space=Space(state, folder))


def test_does_somebody_elses_server_count_as_a_broken_environment(learner, tmp_path):
    Progress(learner).claim()
    with pytest.raises(Broken, match="not yours"):
        Progress(of(learner, tmp_path, "another space")).claim()


@pytest.mark.parametrize("first, refused", [("mine", False), ("another space", True)])
def test_does_a_claim_that_comes_second_by_a_moment_take_the_first_ones_word(
    learner, tmp_path, monkeypatch, first, refused
):
    mine = of(learner, tmp_path, "mine")
    early, late = Progress(of(learner, tmp_path, first) if first != "mine" else mine), Progress(mine)
    early.claim()

    def lost(key, value):
        raise MlflowException("UNIQUE constraint failed: experiment_tags.key, experiment_tags.experiment_id")

    monkeypatch.setattr(late, "_set", lost)
    with pytest.raises(Broken, match="not yours") if refused else nullcontext():
        late.claim()


def test_are_the_six_kinds_shown_with_what_to_try_next():
    for kind in Kind:
        verdict = Verdict(kind, "2.1.1", "A <title>", "looked", "found & kept", "try", note="noted")
        text, html = str(verdict), verdict._repr_html_()
        assert f"2.1.1 A <title>: {kind}" in text and "Next: try" in text and "Note: noted" in text
        assert "A &lt;title&gt;" in html and "found &amp; kept" in html
        assert "<style" not in html and "<script" not in html and "class=" not in html


def test_is_a_pass_kept_when_the_evidence_moves_on(progress):
    progress.keep(Verdict(Kind.PASSED, "2.1.1", "", share=1.0, seen={"run": "abc"}))
    kept = progress.passed("2.1.1")
    progress.keep(Verdict(Kind.WRONG, "2.1.1", ""))
    progress.keep(Verdict(Kind.PASSED, "2.1.1", "", share=1.0, seen={"run": "def"}))
    progress.refresh()
    assert progress.passed("2.1.1") == kept and kept["seen"] == {"run": "abc"}
    assert progress.last("2.1.1")["seen"] == {"run": "def"}


def test_is_progress_found_again_after_its_experiment_was_deleted(client, progress, learner):
    progress.keep(Verdict(Kind.PASSED, "2.1.1", "", share=1.0))
    client.delete_experiment(client.get_experiment_by_name(EXPERIMENT).experiment_id)
    assert Progress(learner).passed("2.1.1")


def test_has_every_exercise_a_check_and_every_check_an_exercise():
    for notebook in index.read().notebooks:
        exercises = {exercise.id for exercise in notebook.exercises}
        module = check_of.checks(notebook).__name__
        assert exercises == {exercise for name, exercise in check_of._checks if name == module}


@pytest.mark.parametrize("outcome", [NotAttempted("nothing", "do"), Wrong("bad", "do", share=0.5)])
def test_does_an_outcome_reach_the_verdict_unchanged(evidence, monkeypatch, outcome):
    def check(evidence):
        raise outcome

    use_check(monkeypatch, check)
    verdict = verdict_of("2.1.1", evidence)
    assert (verdict.found, verdict.try_next) == (outcome.found, "do")
    assert verdict.share == getattr(outcome, "share", 0.0) and verdict.looked_for == "what was looked for"


def test_does_a_check_clean_up_what_it_downloaded(evidence, tmp_path, monkeypatch):
    from sklearn.linear_model import LinearRegression

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", None)
    mlflow.set_experiment(LESSON)
    with mlflow.start_run():
        mlflow.log_params(PARAMETERS)
        mlflow.sklearn.log_model(LinearRegression(), name="model", pip_requirements=["scikit-learn==1"])
    assert verdict_of("2.1.2", evidence).kind is Kind.WRONG
    assert list(Path(tmp_path).glob("workshop-check-*")) == []
