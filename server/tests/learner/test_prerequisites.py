"""Is what a notebook builds on found, and what of it is still missing?"""

import pytest

from workshop.course import index
from workshop.course.problems import CourseError
from workshop.learner import catch_up, prerequisites


class Met:
    """Stands in for progress: these exercises are passed."""

    def __init__(self, *ids: str):
        self.met = ids.__contains__


def test_are_the_needs_of_needs_found_in_order(chain):
    assert [notebook.id for notebook in prerequisites.needed(chain, chain.notebooks[2])] == ["2.1", "2.2"]


def test_what_does_a_chapter_stand_for():
    core = [n.id for n in index.read().notebooks if n.route == "core" and n.id < "3"]
    assert [notebook.id for notebook in catch_up.wanted(index.read(), "3")] == core
    with pytest.raises(CourseError, match="Nothing comes before chapter 1"):
        catch_up.wanted(index.read(), "1")
    with pytest.raises(CourseError, match="No notebook '2.99'"):
        catch_up.wanted(index.read(), "2.99")


def test_is_a_notebook_unmet_until_its_last_exercise_is(chain):
    first = chain.notebook("2.1")
    assert prerequisites.unmet([first], Met("2.1.1")) == [first]
    assert prerequisites.unmet([first], Met("2.1.1", "2.1.2")) == []


def test_are_only_core_notebooks_of_earlier_chapters_missing_to_somebody_who_joins():
    course = index.read()
    found = prerequisites.before_chapter(course, "2")
    assert [notebook.id for notebook in found] == ["1.1"]
    assert all(notebook.route == "core" for notebook in prerequisites.before_chapter(course, "9"))
