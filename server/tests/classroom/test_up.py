"""Which notebook opens, and what does a teaching space keep apart?"""

import itertools
import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import mlflow
import pytest

from workshop.classroom import teach
from workshop.classroom.up import PROGRESS, what_opens
from workshop.course import index
from workshop.course.index_file import ROUTES
from workshop.course.problems import CourseError
from workshop.progress import store, summary
from workshop.progress.store import Progress
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Space, lab
from workshop.services.page import MLFLOW


@pytest.fixture
def progress(services, monkeypatch):
    """Progress in the workspace that a laptop's server has, the default one."""
    monkeypatch.delenv("MLFLOW_WORKSPACE", raising=False)
    mlflow.set_workspace(None)
    return Progress(services.workspace)


def test_does_the_next_notebook_follow_what_is_passed(services, progress, monkeypatch):
    """Each exercise is passed a second after the one before it: times are kept to the second."""
    seconds = itertools.count()
    begin = datetime(2026, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(store, "now", lambda: (begin + timedelta(seconds=next(seconds))).isoformat(timespec="seconds"))
    notebooks = sorted(index.read().notebooks, key=lambda notebook: ROUTES.index(notebook.route))
    assert summary.at(index.read(), services.workspace).next == notebooks[0]
    for notebook, after in zip(notebooks, [*notebooks[1:], None], strict=True):
        for exercise in notebook.exercises:
            assert summary.at(index.read(), services.workspace).next == notebook
            progress.keep(Verdict(Kind.PASSED, exercise.id, exercise.title, share=1.0))
        assert summary.at(index.read(), services.workspace).next == after


def test_does_the_screen_say_what_comes_before_the_notebook_that_opens():
    course = index.read()
    kept = {f"pass/{each.id}": "{}" for id in ("1.1", "2.1", "2.2") for each in course.notebook(id).exercises}
    found = summary.of(course, kept)
    said = what_opens(found, found.next)
    assert said["Next"] == "2.5 Which of them should the desk use? (2_tracking/05_compare.ipynb)"
    assert said["Before it"].startswith("do 2.3, 2.4, or type `workshop catchup 2.5` in a terminal of JupyterLab")
    assert list(what_opens(found, course.notebook("2.3"))) == ["Next"]
    assert what_opens(found, None) == {"Next": "every exercise is passed"}


def test_does_the_layout_name_the_notebook_and_mlflow():
    shown = json.dumps(lab.layout("2_tracking/01.ipynb"))
    assert "notebook:2_tracking/01.ipynb" in shown and "mlflow" in shown
    assert lab.layout(None)["data"]["layout-restorer:data"]["main"]["current"] == MLFLOW.place


def test_is_a_page_a_tab_behind_the_notebook_and_an_entry_of_the_launcher():
    data = lab.layout("2_tracking/01.ipynb", (PROGRESS,))["data"]
    assert data["layout-restorer:data"]["main"]["dock"]["widgets"] == [
        "notebook:2_tracking/01.ipynb", MLFLOW.place, PROGRESS.place,
    ]  # fmt: skip
    assert data["layout-restorer:data"]["main"]["current"] == "notebook:2_tracking/01.ipynb"
    set_up = lab.configuration("work", "state", "127.0.0.1", 1, 2, [asdict(PROGRESS)])
    assert set_up["ServerApp"]["jpserver_extensions"][PROGRESS.extension] is True
    entry = set_up["ServerProxy"]["servers"][PROGRESS.name]["launcher_entry"]
    assert data[PROGRESS.place]["data"]["url"] == f"/{entry['path_info']}", "one tab, whichever way it is opened"


@pytest.fixture
def space(tmp_path):
    return Space(tmp_path / "state", tmp_path / "state" / "work")


def test_does_the_teaching_space_have_large_letters_and_keep_changed_ones(space):
    teach.prepare(space)
    (settings,) = space.state.rglob("*.jupyterlab-settings")
    assert "20px" in settings.read_text()
    settings.write_text("{}")
    teach.prepare(space)
    assert settings.read_text() == "{}"


def test_does_freshening_empty_the_space_unless_it_is_in_use(space):
    space.work.mkdir(parents=True)
    (space.work / "left by a group.txt").write_text("x")
    space.pid_file.write_text('{"pid": 1, "created": 0}')
    with pytest.raises(CourseError, match="workshop down"):
        teach.freshen(space)
    assert (space.work / "left by a group.txt").exists()
    space.pid_file.unlink()
    teach.freshen(space)
    assert not space.state.exists()
