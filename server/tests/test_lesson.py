"""Does what a notebook calls say the truth, stop where it should, and get the marks that nbgrader gives?"""

import json
import os
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import mlflow
import nbformat
import pytest
from kernels import Kernel
from learner_runs import LESSON, PARAMETERS, leave_run
from mlflow import MlflowClient
from nbgrader.utils import determine_grade
from sklearn.linear_model import LinearRegression

from workshop import lesson
from workshop.course import index
from workshop.lesson import Unpassed, answer, begin, check, hint, solution
from workshop.progress.caught_up import NOTEBOOK_TAG, started_from
from workshop.progress.store import EXPERIMENT

POINTS = sum(exercise.points for exercise in index.read().notebook("2.1").exercises)


@pytest.fixture(autouse=True)
def fresh_desks(learner):
    lesson._desks.clear()
    yield
    lesson._desks.clear()
    started_from("")


def tags() -> dict:
    return MlflowClient().get_experiment_by_name(EXPERIMENT).tags


def leave_two_of_three_metrics() -> None:
    """A run whose model is right, with r2 and r2_solar as they are and r2_wind made up."""
    import pandas as pd
    from sklearn.metrics import r2_score

    from workshop.energy.table import FEATURES, TARGETS
    from workshop.paths import GERMANY

    hours = pd.read_csv(GERMANY, parse_dates=["utc_timestamp"])
    train, test = (hours[hours["utc_timestamp"].dt.year == year] for year in (2013, 2014))
    model = LinearRegression().fit(train[FEATURES], train[TARGETS])
    each = r2_score(test[TARGETS], model.predict(test[FEATURES]), multioutput="raw_values")
    mlflow.set_experiment(LESSON)
    with mlflow.start_run():
        mlflow.log_params(PARAMETERS)
        mlflow.sklearn.log_model(model, name="model", pip_requirements=["scikit-learn==1"])
        mlflow.log_metrics({"r2": each.mean(), "r2_solar": each[0], "r2_wind": 0.999})


def test_does_begin_make_the_experiment_and_say_where_things_are(capsys):
    desk = begin("2.1")
    said = capsys.readouterr().out
    assert MlflowClient().get_experiment_by_name(LESSON) is not None
    assert "31 December 2014" in said and LESSON in said and "germany.csv" in said
    assert desk.data.read_bytes() == lesson._desks["2.1"]._held.read_bytes()


def test_does_a_run_carry_the_notebook_that_it_was_started_from():
    begin("2.1")
    with mlflow.start_run() as run:
        pass
    begin("2.7")
    with mlflow.start_run() as other:
        pass
    marks = [MlflowClient().get_run(each.info.run_id).data.tags[NOTEBOOK_TAG] for each in (run, other)]
    assert marks == ["2.1", "2.7"]


def test_does_begin_name_a_run_that_was_left_open(capsys):
    with mlflow.start_run(run_name="left open"):
        begin("2.1")
    assert "A run is still open in this kernel: left open. mlflow.end_run() closes it." in capsys.readouterr().out
    begin("2.1")
    assert "still open" not in capsys.readouterr().out


def test_is_a_deleted_experiment_said_and_restored_with_its_runs_when_asked(capsys):
    begin("2.1")
    leave_run(**PARAMETERS)
    client = MlflowClient()
    client.delete_experiment(client.get_experiment_by_name(LESSON).experiment_id)
    with pytest.raises(Unpassed):
        check("2.1.1")
    assert "was deleted" in capsys.readouterr().out
    desk = begin("2.1")
    assert "which was deleted: desk.restore() brings it back" in capsys.readouterr().out
    assert client.get_experiment_by_name(LESSON).lifecycle_stage == "deleted"
    desk.restore()
    assert "is there again, with its 1 run." in capsys.readouterr().out
    assert check("2.1.1") is None


def test_are_all_experiments_of_a_notebook_made_named_and_restored(capsys):
    desk = begin("2.7")
    assert "Experiments: 2.7-iris; 2.7-iris-logistic-regression; 2.7-iris-tree" in capsys.readouterr().out
    client = MlflowClient()
    client.delete_experiment(client.get_experiment_by_name("2.7-iris-tree").experiment_id)
    assert "2.7-iris-tree, which was deleted" in str(desk)
    desk.restore()
    assert client.get_experiment_by_name("2.7-iris-tree").lifecycle_stage == "active"


def test_is_a_run_in_another_experiment_of_a_notebook_no_sign_of_the_wrong_one():
    begin("2.7")
    mlflow.set_experiment("2.7-iris-tree")
    with mlflow.start_run():
        pass
    begin("2.1")
    with pytest.raises(Unpassed):
        check("2.1.1")
    assert json.loads(tags()["last/2.1.1"])["verdict"] == "not attempted"


def test_does_a_passed_check_give_none_and_keep_the_pass():
    run = leave_run(**PARAMETERS)
    assert check("2.1.1") is None
    assert json.loads(tags()["pass/2.1.1"])["seen"]["run"] == run


def test_does_an_unpassed_check_show_its_verdict_and_then_stop(capsys):
    with pytest.raises(Unpassed, match="2.1.1 isn't passed yet"):
        check("2.1.1")
    assert "2.1.1 A run that says what it was made from: not attempted" in capsys.readouterr().out


def test_is_a_dictionary_of_dictionaries_repeated_a_line_an_entry(capsys):
    answer("2.1.5", {"1": {"rmse": 1.5}, "2": {"rmse": 2.5}})
    assert capsys.readouterr().out == "2.1.5: handed in\n  '1': {'rmse': 1.5}\n  '2': {'rmse': 2.5}\n"
    answer("2.1.5", {"1": {"rmse": 1.5}, "2": 2})
    assert capsys.readouterr().out == "2.1.5: handed in {'1': {'rmse': 1.5}, '2': 2}.\n"


def test_does_a_slow_check_say_what_it_does_before_it_does_it(monkeypatch, capsys):
    from workshop.checks import check_of

    order = []
    slow = check_of.Check(
        "", lambda evidence: order.append(capsys.readouterr().out) or "done", 60, "counts all the stars"
    )
    monkeypatch.setattr(check_of, "find", lambda notebook, exercise: slow)
    check("2.1.1")
    assert "2.1.1: the check counts all the stars" in order[0]


def test_does_a_pass_stay_when_the_evidence_is_gone(capsys):
    run = leave_run(**PARAMETERS)
    check("2.1.1")
    MlflowClient().delete_run(run)
    capsys.readouterr()
    assert check("2.1.1") is None
    assert "not attempted" in (said := capsys.readouterr().out) and "You passed this on" in said


def test_does_autograding_look_at_the_evidence_and_not_at_a_kept_pass(monkeypatch):
    run = leave_run(**PARAMETERS)
    check("2.1.1")
    MlflowClient().delete_run(run)
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(Unpassed):
        check("2.1.1")


def test_is_a_dead_server_said_at_once_and_no_verdict_on_the_work(monkeypatch, capsys):
    begin("2.1")
    monkeypatch.setattr("workshop.progress.plain_reader.answers", lambda *_: False)
    with pytest.raises(Unpassed, match="services"):
        check("2.1.1")
    monkeypatch.undo()
    assert "environment broken" in capsys.readouterr().out


def test_do_hints_come_one_at_a_time(capsys):
    hint("2.1.1")
    first = capsys.readouterr().out
    hint("2.1.1")
    second = capsys.readouterr().out
    assert first.startswith("Hint 1 of 2") and second.startswith("Hint 2 of 2") and "Hint 1" not in second
    hint("2.1.1")
    assert "Hint 1 of 2" in (again := capsys.readouterr().out) and "Hint 2 of 2" in again
    assert tags()["hints/2.1.1"] == "3"


def test_is_a_revealed_solution_shown_whole_and_remembered(capsys):
    solution("2.1.3")
    assert "revealed/2.1.3" in tags()
    from workshop.course.text import solution_of

    course = index.read()
    code = solution_of(course.notebook("2.1"), course.exercise("2.1.3"))
    assert "mlflow.log_metrics(scores(test[TARGETS], predicted))" in code
    assert "____" not in code and "###" not in code


def test_is_an_answer_that_is_too_long_refused_with_its_length():
    with pytest.raises(Unpassed, match="takes 6.* characters, and at most 5000"):
        answer("2.1.5", "x" * 6000)
    assert "answer/2.1.5" not in tags()


@pytest.mark.parametrize("value, kept", [(Decimal("-0.5"), -0.5), (Fraction(-1, 2), -0.5), ({"b", "a"}, ["a", "b"])])
def test_is_a_number_or_a_set_of_the_standard_library_an_answer(value, kept):
    answer("2.1.5", value)
    assert json.loads(tags()["answer/2.1.5"])["value"] == kept


@pytest.mark.parametrize("value", [-0.5, "text", [1, 2], {"a": 1}, True])
def test_is_an_answer_stored_as_it_was_given(value):
    answer("2.1.5", value)
    assert json.loads(tags()["answer/2.1.5"])["value"] == value


def test_are_numbers_of_numpy_answers_too(capsys):
    import numpy as np

    answer("2.1.5", np.float64(-0.5))
    assert json.loads(tags()["answer/2.1.5"])["value"] == -0.5
    answer("2.1.5", {"hours": [np.int64(1)], "error": np.float64(-0.5)})
    assert json.loads(tags()["answer/2.1.5"])["value"] == {"hours": [1], "error": -0.5}
    assert "numpy" not in (said := capsys.readouterr().out) and "np." not in said


def test_does_a_blank_hand_nothing_in(capsys):
    begin("2.1")
    answer("2.1.5", ...)
    assert "answer/2.1.5" not in tags() and "Nothing is handed in yet" in capsys.readouterr().out


def test_does_an_answer_that_cannot_be_stored_say_so():
    with pytest.raises(Unpassed, match="text, a number"):
        answer("2.1.5", object())


@pytest.mark.parametrize("value", ["a frame", "a series"])
def test_is_a_table_refused_in_a_sentence(value):
    import pandas as pd

    with pytest.raises(Unpassed, match="text, a number"):
        answer("2.1.5", pd.Series([1, 2]) if value == "a series" else pd.DataFrame({"a": [1]}))


def test_does_a_blank_leave_an_earlier_answer(capsys):
    answer("2.1.5", -0.5)
    answer("2.1.5", ...)
    assert "-0.5, stays" in capsys.readouterr().out and json.loads(tags()["answer/2.1.5"])["value"] == -0.5


def test_does_an_unknown_exercise_name_those_that_there_are_without_a_traceback(kernel):
    kernel.run("from workshop.lesson import check, hint")
    for call in ('check("2.1.9")', 'hint("2.1")'):
        *_, error = kernel.outputs(call)
        assert len(error["traceback"]) == 1 and "2.1.1" in error["traceback"][0]


def bare(learner) -> dict[str, str]:
    """The environment of a process that the workshop's JupyterLab didn't start; it knows the space, and no MLflow."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("MLFLOW_") or k == "MLFLOW_WORKSPACE"}
    return kept | {"WORKSHOP_STATE": str(learner.space.state), "WORKSHOP_WORK": str(learner.space.work)}


def test_does_begin_lead_mlflow_to_the_services_in_another_editors_kernel(learner, tmp_path):
    code = "from workshop.lesson import begin; begin('2.1'); import mlflow; print('at', mlflow.get_tracking_uri())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=bare(learner),
                          text=True, capture_output=True, encoding="utf-8", timeout=600)  # fmt: skip
    assert f"at {learner.tracking_uri}" in done.stdout, done.stderr


def test_are_models_found_from_a_terminal_that_knows_nothing(learner, tmp_path):
    """Without MLflow's variables, as in a terminal outside JupyterLab, and leaving no database of MLflow's behind."""
    leave_two_of_three_metrics()
    done = subprocess.run([sys.executable, "-m", "workshop", "check", "2.1"], cwd=tmp_path, env=bare(learner),
                          text=True, capture_output=True, encoding="utf-8", timeout=600)  # fmt: skip
    assert "crashed" not in done.stdout and f"4 of {POINTS} points" not in done.stdout, done.stdout
    assert f"2 of {POINTS} points" in done.stdout and list(tmp_path.iterdir()) == []


def graded(outputs: list, points: int) -> float:
    """What nbgrader gives for a graded cell with these outputs."""
    cell = nbformat.v4.new_code_cell('check("x")', outputs=outputs)
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "locked": True, "points": points,
                                 "grade_id": "x", "schema_version": 3, "task": False}  # fmt: skip
    return determine_grade(cell)[0]


@pytest.fixture
def kernel(learner, tmp_path):
    started = Kernel(tmp_path)
    yield started
    started.stop()


def test_does_nbgrader_give_all_some_or_no_points(kernel, learner):
    """In a real kernel, by nbgrader's own reading of the cell's outputs."""
    leave_two_of_three_metrics()
    kernel.run("import os; os.environ['NBGRADER_EXECUTION'] = 'autograde'")
    kernel.run("from workshop.lesson import check")
    assert graded(kernel.outputs('check("2.1.1")'), 2) == 2
    assert graded(kernel.outputs('check("2.1.3")'), 3) == 2
    assert graded(kernel.outputs('check("2.1.4")'), 1) == 0
    kernel.run("os.environ.pop('NBGRADER_EXECUTION')")
    assert graded(kernel.outputs('check("2.1.3")'), 3) == 0, "outside autograding an unpassed check stops"


def test_is_there_no_traceback_at_an_unpassed_check(kernel):
    kernel.run("from workshop.lesson import check")
    *_, error = kernel.outputs('check("2.1.1")')
    assert error["output_type"] == "error" and error["traceback"] == [error["evalue"]]


def test_is_a_verdict_rich_in_a_notebook_and_plain_beside_it(kernel):
    kernel.run("from workshop.lesson import check")
    shown = kernel.outputs('check("2.1.1")')[0]["data"]
    assert set(shown) == {"text/plain", "text/html"} and "style=" in shown["text/html"]


def test_does_a_check_whose_model_ends_the_process_get_a_verdict(monkeypatch):
    """A model's predict may call sys.exit, and so may a script."""
    from workshop.checks import check_of
    from workshop.checks.run_contents import crash

    def ends(evidence):
        with crash("It ends."):
            raise SystemExit(3)

    monkeypatch.setattr(check_of, "find", lambda notebook, exercise: check_of.Check("", ends, 60))
    with pytest.raises(Unpassed):
        check("2.1.1")
    monkeypatch.setattr(
        check_of, "find", lambda notebook, exercise: check_of.Check("", lambda evidence: sys.exit(3), 60)
    )
    with pytest.raises(Exception, match="fault of the course"):
        check("2.1.1")
