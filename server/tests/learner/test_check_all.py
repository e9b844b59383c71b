"""Does checking everything give each exercise its line, and end in points and in what is next?"""

import os

import pytest
from learner_runs import PARAMETERS, leave_run
from rich.console import Console

from workshop.checks import check_of
from workshop.course import index
from workshop.learner.check_all import check_everything
from workshop.progress.store import Progress
from workshop.progress.verdict import Kind, Verdict

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


def keep_passes(learner, *notebooks: str) -> None:
    progress = Progress(learner)
    for id in notebooks:
        for each in index.read().notebook(id).exercises:
            progress.keep(Verdict(Kind.PASSED, each.id, each.title, share=1.0))


def said_of(learner, part: str) -> str:
    console = Console(record=True, width=400)
    check_everything(index.read(), learner, part, console)
    return console.export_text()


def test_does_a_part_that_is_passed_lead_on_to_what_is_next_and_what_comes_before_it(learner):
    keep_passes(learner, "1.1", "2.1", "2.2")
    said = said_of(learner, "2.2")
    assert "Everything here is passed.\nNext: 2.5 " in said
    assert "Before it: do 2.3, 2.4, or type `workshop catchup 2.5`" in said


def test_does_a_part_that_lacks_something_name_it(learner):
    keep_passes(learner, "2.1", "2.2", "2.3")
    said = said_of(learner, "2.5")
    assert "Next: 2.5.1 in " in said and "Before it: do 2.4, or type `workshop catchup 2.5`" in said
    keep_passes(learner, "2.4")
    assert "Before it" not in said_of(learner, "2.5")


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
