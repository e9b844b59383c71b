"""Which notebook opens, and what does a teaching space keep apart?"""

import json

import mlflow
import pytest
from mlflow import MlflowClient

from workshop.checks.progress import Progress
from workshop.checks.verdict import Kind, Verdict
from workshop.course import classroom, index, teaching
from workshop.course.errors import CourseError
from workshop.services import Space, lab


@pytest.fixture
def progress(services, monkeypatch):
    """Progress in the workspace that a laptop's server has, the default one."""
    monkeypatch.delenv("MLFLOW_WORKSPACE", raising=False)
    mlflow.set_workspace(None)
    return Progress(MlflowClient(services.tracking_uri), "a test")


def test_does_the_next_notebook_follow_what_is_passed(services, progress):
    notebooks = [notebook for notebook in index.notebooks() if notebook.exercises]
    assert classroom.next_unfinished(services.tracking_uri) == notebooks[0]
    for notebook, after in zip(notebooks, [*notebooks[1:], None]):
        for exercise in notebook.exercises:
            assert classroom.next_unfinished(services.tracking_uri) == notebook
            progress.keep(Verdict(Kind.PASSED, exercise.id, exercise.title, share=1.0))
        assert classroom.next_unfinished(services.tracking_uri) == after


def test_does_a_server_without_progress_have_nothing_passed():
    with Space.temporary() as space:
        from workshop.services import running

        with running(space, report=lambda _: None) as up:
            assert classroom.passed_exercises(up.tracking_uri) == set()


def test_does_the_layout_name_the_notebook_and_mlflow():
    shown = json.dumps(lab.layout("2_tracking/01.ipynb"))
    assert "notebook:2_tracking/01.ipynb" in shown and "mlflow" in shown
    assert lab.layout(None)["data"]["layout-restorer:data"]["main"]["current"] == lab.MLFLOW_PLACE


@pytest.fixture
def space(tmp_path):
    return Space(tmp_path / "state", tmp_path / "state" / "work")


def test_does_the_teaching_space_have_large_letters_and_keep_changed_ones(space):
    teaching.prepare(space)
    (settings,) = [path for path in space.state.rglob("*.jupyterlab-settings")]
    assert "20px" in settings.read_text()
    settings.write_text("{}")
    teaching.prepare(space)
    assert settings.read_text() == "{}"


def test_does_freshening_empty_the_space_unless_it_is_in_use(space):
    space.work.mkdir(parents=True)
    (space.work / "left by a group.txt").write_text("x")
    space.note.write_text('{"pid": 1, "created": 0}')
    with pytest.raises(CourseError, match="workshop down"):
        teaching.freshen(space)
    assert (space.work / "left by a group.txt").exists()
    space.note.unlink()
    teaching.freshen(space)
    assert not space.state.exists()
