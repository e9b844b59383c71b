"""Is what a notebook builds on found, and what of it is still missing?"""

from pathlib import Path

import pytest
from imagined_course import notebook

from workshop.course import index
from workshop.course.index import Course
from workshop.course.index_file import CORE
from workshop.course.problems import CourseError
from workshop.learner import catch_up, prerequisites


class Met:
    """Stands in for progress: these exercises are passed."""

    def __init__(self, *ids: str):
        self.met = ids.__contains__


def ids(notebooks) -> list[str]:
    return [notebook.id for notebook in notebooks]


def test_are_the_needs_of_needs_found_in_order(chain):
    assert ids(chain.needed(chain.notebooks[2])) == ["2.1", "2.2"]


def test_what_does_a_chapter_stand_for():
    """2.3 and 2.4 are notebooks of day two; 2.5 builds on them. Nothing needs 2.6 and 2.7."""
    assert ids(catch_up.wanted(index.read(), "3")) == ["1.1", "2.1", "2.2", "2.3", "2.4", "2.5"]
    with pytest.raises(CourseError, match="Nothing comes before chapter 1"):
        catch_up.wanted(index.read(), "1")
    with pytest.raises(CourseError, match="No notebook '2.99'"):
        catch_up.wanted(index.read(), "2.99")


def test_is_a_notebook_unmet_until_its_last_exercise_is(chain):
    first = chain.notebook("2.1")
    assert prerequisites.unmet([first], Met("2.1.1")) == [first]
    assert prerequisites.unmet([first], Met("2.1.1", "2.1.2")) == []


def test_is_nothing_missing_to_somebody_who_joins_but_core_and_what_is_built_on():
    assert ids(prerequisites.before_chapter(index.read(), "2")) == ["1.1"]
    story = (
        notebook("1.1"), notebook("1.2", "day two"), notebook("1.3", needs=("1.2",)), notebook("1.4", "day two"),
        notebook("1.5", "extra"), notebook("2.1"), notebook("2.2", "extra", needs=("1.4", "2.1")),
        notebook("3.1", needs=("1.5",)), notebook("3.2", needs=("3.1",)),
    )  # fmt: skip
    course = Course(Path(), story)
    assert ids(prerequisites.before_chapter(course, "2")) == ["1.1", "1.2", "1.3", "1.4"], "2.2 needs 1.4"
    assert ids(prerequisites.before_chapter(course, "3")) == ["1.1", "1.2", "1.3", "1.5", "2.1"], "3.1 needs 1.5"
    assert ids(prerequisites.before_chapter(course, "9")) == ["1.1", "1.2", "1.3", "1.5", "2.1", "3.1", "3.2"]


@pytest.mark.parametrize("number", sorted({each.chapter for each in index.read().notebooks} - {"1"}) + ["9"])
def test_does_catching_up_on_a_chapter_bring_all_that_its_notebooks_need(number):
    """And nothing without what it builds on itself."""
    course = index.read()
    brought = set(ids(catch_up.wanted(course, number)))
    for each in (*course.notebooks, *map(course.notebook, brought)):
        if each.chapter == number or each.id in brought:
            assert {need for need in ids(course.needed(each)) if need < number} <= brought, each.id


def test_is_what_the_one_day_route_skips_brought_by_catching_up():
    """Somebody who does the core notebooks alone, and catches up where one of them builds on more, lacks nothing."""
    course, done = index.read(), set()
    for each in (each for each in course.notebooks if each.route == CORE):
        done |= set(ids(catch_up.wanted(course, each.id)))
        for other in map(course.notebook, done | {each.id}):
            assert set(ids(course.needed(other))) <= done, f"{other.id} on the way to {each.id}"
        done.add(each.id)
