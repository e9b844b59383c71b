"""Does catching up bring what a notebook builds on, and leave what the learner has?"""

import os

import mlflow
import pytest
from click.testing import CliRunner
from course_samples import leaving, put_first
from learner_runs import LESSON, PARAMETERS
from mlflow import MlflowClient
from sklearn.linear_model import LinearRegression

from workshop import lesson
from workshop.cli import main
from workshop.course import index, markers
from workshop.kernels.execute import BuildError
from workshop.kernels.warm import warm
from workshop.learner import catch_up, prerequisites
from workshop.lesson import Unpassed, answer, begin, check
from workshop.progress import caught_up
from workshop.progress.store import Progress


@pytest.fixture(scope="module", autouse=True)
def warm_kernels():
    with warm(print):
        yield


@pytest.fixture
def progress(learner):
    lesson._desks.clear()
    return Progress(learner)


def bring(progress):
    course = index.read()
    brought = catch_up.bring(course, [course.notebook("2.1")], progress.workspace, lambda *_: None)
    progress.refresh()
    return [notebook.id for notebook in brought]


def runs():
    return {run.info.run_id: run for run in MlflowClient().search_runs([mlflow.set_experiment(LESSON).experiment_id])}


def test_is_what_it_brings_tagged_enough_for_what_follows_and_without_points(progress):
    assert bring(progress) == ["2.1"]
    assert {run.data.tags[caught_up.TAG] for run in runs().values()} == {"2.1"}
    assert all(progress.met(exercise.id) for exercise in index.read().notebook("2.1").exercises)
    assert not any(progress.passed(exercise.id) for exercise in index.read().notebook("2.1").exercises)
    begin("2.1")
    with pytest.raises(Unpassed):
        check("2.1.1")


def test_does_the_second_time_change_nothing(progress):
    bring(progress)
    before = runs().keys(), dict(progress._tags)
    assert bring(progress) == []
    assert (runs().keys(), progress._tags) == before


def test_does_it_keep_what_a_learner_has_of_a_half_finished_notebook(progress):
    begin("2.1")
    mlflow.set_experiment(LESSON)
    with mlflow.start_run(run_name="mine") as mine:
        mlflow.log_params(PARAMETERS)
    check("2.1.1")
    answer("2.1.5", 7.5)
    assert bring(progress) == ["2.1"]
    assert runs()[mine.info.run_id].to_dictionary() == MlflowClient().get_run(mine.info.run_id).to_dictionary()
    assert progress.answer("2.1.5") == (True, 7.5)
    assert progress.passed("2.1.1")["seen"]["run"] == mine.info.run_id
    assert check("2.1.1") is None  # it still looks at the learner's own run, not at the newer one
    assert progress.last("2.1.1")["seen"]["run"] == mine.info.run_id


def test_is_a_notebook_left_alone_whose_exercises_are_all_passed(progress):
    for exercise in index.read().notebook("2.1").exercises:
        progress._set(f"pass/{exercise.id}", "{}")
    assert bring(progress) == []
    assert not runs()


def test_does_a_notebook_wait_for_those_that_it_builds_on(chain, learner, tmp_path):
    """The first gives the second five seconds to begin beside it."""
    order, begun = [], tmp_path / "begun"
    put_first(chain.notebooks[1], f"open({str(begun)!r}, 'w').close()")
    look = f"import os, time\nfor _ in range(50):\n    time.sleep(0.1 * (not os.path.exists({str(begun)!r})))"
    put_first(chain.notebooks[0], look)
    catch_up.bring(chain, list(chain.notebooks), learner, lambda notebook, number, total: order.append(notebook.id))
    assert order == sorted(order) and set(order) == {"2.1", "2.2", "2.3"}


def test_does_a_solution_that_fails_end_it_with_the_cell_that_failed(chain, learner):
    path = chain.notebooks[1].text
    path.write_text(path.read_text(encoding="utf-8").replace("slope = 0.8674", "slope = 1 / 0"), encoding="utf-8")
    begun = []
    with pytest.raises(BuildError, match=r"2\.2 .*code cell 2 of 6, raised ZeroDivisionError") as error:
        catch_up.bring(chain, list(chain.notebooks), learner, lambda notebook, number, total: begun.append(notebook.id))
    assert str(error.value).endswith(catch_up.REMEDY)
    assert "2.3" not in begun


def test_are_the_tags_of_a_learners_own_run_kept_when_a_solution_takes_them_away(chain, learner):
    with mlflow.start_run(tags={"choice": "mine"}) as mine:
        pass
    put_first(chain.notebooks[0], f"import mlflow; mlflow.MlflowClient().delete_tag({mine.info.run_id!r}, 'choice')")
    catch_up.bring(chain, list(chain.notebooks[:1]), learner, lambda *_: None)
    assert MlflowClient().get_run(mine.info.run_id).data.tags["choice"] == "mine"


def test_are_a_learners_words_in_the_registry_kept_when_a_solution_says_something_else(chain, learner):
    client = MlflowClient()
    client.create_registered_model("power", tags={"owner": "me"}, description="mine")
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(
            LinearRegression().fit([[0.0], [1.0]], [0.0, 1.0]), name="m", pip_requirements=[]
        )
    version = mlflow.register_model(logged.model_uri, "power", tags={"reason": "my own"}).version
    put_first(
        chain.notebooks[0],
        f"import mlflow; client = mlflow.MlflowClient(); client.update_registered_model('power', 'theirs'); "
        f"client.set_model_version_tag('power', '{version}', 'reason', 'theirs'); "
        f"client.set_model_version_tag('power', '{version}', 'gate', 'passed'); "
        f"client.set_registered_model_alias('power', 'champion', '{version}')",
    )
    catch_up.bring(chain, list(chain.notebooks[:1]), learner, lambda *_: None)
    found, its = client.get_registered_model("power"), client.get_model_version("power", version)
    assert (found.description, found.tags, found.aliases) == ("mine", {"owner": "me"}, {"champion": version})
    assert its.tags == {"reason": "my own", "gate": "passed"}


def test_does_a_solution_that_writes_files_leave_the_learners_folder_as_it_is(chain, learner):
    put_first(chain.notebooks[0], "import os; open(os.path.join(os.environ['WORKSHOP_WORK'], 'a_file'), 'x').close()")
    catch_up.bring(chain, list(chain.notebooks[:1]), learner, lambda *_: None)
    assert not (learner.space.work / "a_file").exists()


def test_is_a_file_that_later_notebooks_import_added_without_markers_and_a_learners_own_one_kept(chain, learner):
    leaving(chain.notebooks[0], "left.py", f"{markers.BEGIN}\nleft = 1\n{markers.STUB}\n# left = ____\n{markers.END}\n")
    leaving(chain.notebooks[1], "own.py", "theirs = 1")
    own = learner.space.work / "own.py"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("mine = 1")
    chain = index.read(chain.folder)
    catch_up.bring(chain, list(chain.notebooks[:2]), learner, lambda *_: None)
    assert (own.with_name("left.py").read_text(), own.read_text()) == ("left = 1\n", "mine = 1")


def test_are_runs_of_mlflow_run_from_a_solutions_folder_tagged_and_no_others(learner, tmp_path):
    client, here = MlflowClient(), tmp_path / "workshop-catchup-1" / "work"
    made = {}
    for name, folder in {"solution": here, "own": tmp_path / "own"}.items():
        with mlflow.start_run(tags={"mlflow.source.name": str(folder / "4_projects/lr")}) as run:
            made[name] = run.info.run_id
    caught_up.claim(client, ["a test", "one that there isn't"], "4.1", here)
    tags = {name: client.get_run(id).data.tags.get(caught_up.TAG) for name, id in made.items()}
    assert tags == {"solution": "4.1", "own": None}


def test_does_begin_name_what_is_missing_and_the_command_that_brings_it(progress, monkeypatch):
    unmet = prerequisites.unmet
    monkeypatch.setattr(
        lesson.prerequisites, "unmet", lambda _, progress: unmet([index.read().notebook("2.1")], progress)
    )
    with pytest.raises(Unpassed, match=r"2\.1 Linear regression, tracked.*workshop catchup 2\.1"):
        begin("2.1")
    for exercise in index.read().notebook("2.1").exercises:
        progress._set(f"caught/pass/{exercise.id}", "{}")
    begin("2.1")


def test_does_the_command_start_the_services_where_they_do_not_run_and_stop_them(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKSHOP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("WORKSHOP_WORK", str(tmp_path / "work"))
    monkeypatch.setattr(catch_up, "wanted", lambda course, what: [index.read().notebook("2.1")])
    before = dict(os.environ)
    first, second = (CliRunner().invoke(main, ["catchup", "2.2"]) for _ in range(2))
    assert "Caught up on 2.1." in first.output, first.output
    assert "Nothing is missing for 2.2." in second.output, second.output
    assert not (tmp_path / "state" / "running.json").exists()
    assert not list((tmp_path / "work").iterdir())
    assert os.environ == before
