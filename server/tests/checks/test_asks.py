"""Is all that an exercise's words ask looked at, by a function that is there, and refused where it lacks?"""

import sys
from operator import attrgetter

import pytest

from workshop.checks import check_of
from workshop.course import index

EXERCISES = [pytest.param(n, exercise, id=exercise.id) for n in index.read().notebooks for exercise in n.exercises]


@pytest.mark.parametrize("notebook, exercise", EXERCISES)
def test_does_an_exercise_list_what_it_asks(notebook, exercise):
    assert exercise.asks, f"{notebook.index.name} lists nothing under asks of {exercise.id}"


@pytest.mark.parametrize("notebook, exercise", EXERCISES)
def test_does_a_function_of_the_checks_look_at_each_thing_asked(notebook, exercise):
    module = sys.modules[check_of.find(notebook, exercise.id).run.__module__]
    for ask in exercise.asks:
        assert callable(attrgetter(ask["seen_in"])(module)), ask


@pytest.mark.parametrize("notebook, exercise", EXERCISES)
def test_does_a_wrong_answer_lack_each_thing_asked(notebook, exercise):
    for ask in exercise.asks:
        assert (notebook.wrong / f"{exercise.id}-{ask['wrong']}.py").exists(), ask
