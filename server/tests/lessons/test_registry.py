"""What do the checks of 3.1 and 3.2 cost in a large registry, and what do they say when somebody has tidied up?"""

from types import SimpleNamespace

import mlflow
import pytest
import requests
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression
from walks import cells

from workshop.checks import registry
from workshop.course import index
from workshop.learner.desk import Desk
from workshop.progress.verdict import Kind

COURSE = index.read()
EXPERIMENTS = ("2.1-linear-regression", "2.2-random-forest", "2.3-keras", "2.4-search")
MANY = 50


@pytest.fixture
def chosen(learner):
    """The id of the chosen run, of one model: it is registered, and one more model; the champion is the chosen one."""
    client, made = MlflowClient(), []
    for name in EXPERIMENTS[:2]:
        mlflow.set_experiment(name)
        with mlflow.start_run(run_name=name) as run:
            mlflow.log_params({"train": "2013", "test": "2014"})
            mlflow.log_metric("rmse", 1.5)
            model = LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
            logged = mlflow.sklearn.log_model(model, name="model", pip_requirements=[])
        made.append((run.info.run_id, mlflow.register_model(logged.model_uri, registry.MODEL)))
    for name in EXPERIMENTS[2:]:
        mlflow.set_experiment(name)
    (run, version), _ = made
    client.set_tag(run, "choice", "champion candidate")
    client.set_registered_model_alias(registry.MODEL, registry.CHAMPION, version.version)
    return run


@pytest.fixture
def asked(monkeypatch):
    """The addresses of all HTTP requests, as they are made."""
    found, send = [], requests.Session.request

    def request(self, method, url, **options):
        found.append(url)
        return send(self, method, url, **options)

    monkeypatch.setattr(requests.Session, "request", request)
    return found


def desk(workspace, exercise) -> Desk:
    found = Desk(COURSE, COURSE.notebook(exercise.notebook), workspace)
    found.open()
    return found


@pytest.mark.parametrize("exercise", ["3.1.1", "3.1.2", "3.1.4", "3.1.5", "3.2.1", "3.2.5"])
def test_does_a_check_ask_no_more_of_a_registry_with_fifty_versions(exercise, learner, chosen, asked):
    exercise = COURSE.exercise(exercise)
    at = desk(learner, exercise)
    at.progress.hand_in(exercise.id, {"1": {}, "2": {}})
    at.examine(exercise)
    asked.clear()
    at.examine(exercise)
    few = len(asked)
    source = MlflowClient().get_model_version(registry.MODEL, "1").source
    for _ in range(MANY - 2):
        mlflow.register_model(source, registry.MODEL)
    at.progress.hand_in(exercise.id, {str(number): {} for number in range(1, MANY + 1)})
    asked.clear()
    verdict = at.examine(exercise)
    assert verdict.kind in (Kind.PASSED, Kind.WRONG, Kind.NOT_ATTEMPTED), verdict
    assert len(asked) == few, asked


def test_is_a_champion_found_again_after_its_version_was_deleted_and_another_registered(learner, chosen):
    exercise, client = COURSE.exercise("3.2.1"), MlflowClient()
    at = desk(learner, exercise)
    source = client.get_model_version(registry.MODEL, "1").source
    client.delete_model_version(registry.MODEL, "1")
    assert "has no alias" in at.examine(exercise).found
    number = mlflow.register_model(source, registry.MODEL).version
    client.set_registered_model_alias(registry.MODEL, registry.CHAMPION, number)
    client.set_model_version_tag(registry.MODEL, number, "champion.reason", "the same as before it was deleted")
    assert at.examine(exercise).passed


def test_is_a_version_of_a_deleted_run_named(learner, chosen):
    exercise = COURSE.exercise("3.2.1")
    MlflowClient().delete_run(chosen)
    verdict = desk(learner, exercise).examine(exercise)
    assert verdict.kind is Kind.WRONG and "MLflow's bin" in verdict.found and "restore_run" in verdict.try_next


def test_does_the_way_back_leave_out_versions_that_later_notebooks_add(learner, chosen):
    exercise, client = COURSE.exercise("3.1.5"), MlflowClient()
    at = desk(learner, exercise)
    names = (EXPERIMENTS[0], EXPERIMENTS[1])
    found = {str(n): {"experiment": name, "run": name, "train": "2013", "rmse": 1.5} for n, name in enumerate(names, 1)}
    at.progress.hand_in(exercise.id, found)
    assert at.examine(exercise).passed
    mlflow.set_experiment("3.4-gate")
    with mlflow.start_run(run_name="a forest of chapter 3"):
        model = LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0])
        mlflow.sklearn.log_model(model, name="model", pip_requirements=[], registered_model_name=registry.MODEL)
    assert at.examine(exercise).passed
    client.delete_model_version(registry.MODEL, "2")
    assert "has no version '2'" in at.examine(exercise).found


def test_does_3_2_take_the_candidates_version_with_the_record_or_else_the_newest(learner, chosen, monkeypatch):
    monkeypatch.setenv("MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT", "true")  # the cell sets it, for good
    client = MlflowClient()
    client.set_model_version_tag(registry.MODEL, "1", "train", "2013")
    again = mlflow.register_model(client.get_model_version(registry.MODEL, "1").source, registry.MODEL)
    cell = next(source for _, _, source in cells(COURSE.notebook("3.2")) if "own = " in source)
    exec(cell, names := {"desk": SimpleNamespace(experiment="3.2-champion")})
    assert names["own"].version == "1"
    client.delete_model_version_tag(registry.MODEL, "1", "train")
    exec(cell, names)
    assert names["own"].version == again.version


def test_does_the_check_of_3_1_4_keep_the_version_that_an_alias_points_to(learner, chosen):
    exercise, client = COURSE.exercise("3.1.4"), MlflowClient()
    source = client.get_model_version(registry.MODEL, "2").source
    for _ in range(2):
        newest = mlflow.register_model(source, registry.MODEL)
    at = desk(learner, exercise)
    assert "for number in [3, 4]:" in at.examine(exercise).try_next
    client.set_registered_model_alias(registry.MODEL, "trial", newest.version)
    assert "for number in [2, 3]:" in at.examine(exercise).try_next
