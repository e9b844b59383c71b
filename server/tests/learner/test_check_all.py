"""Does checking everything give each exercise its line, and end in points and in what is next?"""

import os

import pytest
from learner_runs import PARAMETERS, leave_run
from rich.console import Console

from workshop.checks import check_of
from workshop.course import index
from workshop.learner.check_all import check_everything

POINTS = sum(exercise.points for exercise in index.read().notebook("2.1").exercises)


def test_does_a_check_in_the_terminal_say_the_same(learner):
    leave_run(**PARAMETERS)
    console = Console(record=True, width=400)
    check_everything(index.read(), learner, "2.1", console)
    said = console.export_text()
    assert f"2 of {POINTS} points" in said and "Next: 2.1.2 in " in said and "01_linear_regression.ipynb" in said
    with pytest.raises(Exception, match="There are .*2.1"):
        check_everything(index.read(), learner, "7", console)
    assert "MLFLOW_WORKSPACE" in os.environ


def test_does_a_check_that_fails_cost_its_own_line_and_no_other(learner, monkeypatch):
    leave_run(**PARAMETERS)
    found, broken = check_of.find, check_of.Check("", lambda evidence: 1 / 0, 60)
    monkeypatch.setattr(
        check_of, "find", lambda notebook, exercise: broken if exercise == "2.1.2" else found(notebook, exercise)
    )
    console = Console(record=True, width=400)
    check_everything(index.read(), learner, "2.1", console)
    said = console.export_text()
    assert f"2 of {POINTS} points" in said and "The check of 2.1.2 failed with ZeroDivisionError" in said
    lines = {line.split()[0]: line for line in said.splitlines() if line.startswith("2.1.")}
    assert "fault of the course" in lines["2.1.2"] and "not attempted" in lines["2.1.3"] and "2.1.5" in lines
