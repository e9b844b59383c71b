"""Does a reset bring back what was released, and lose nothing of the learner's?"""

import shutil
from datetime import datetime

import nbformat
import pytest
from course_samples import fill, make_course, put

from workshop.authoring.release import release_course
from workshop.course import index
from workshop.course.problems import CourseError
from workshop.learner.reset import reset_notebook

NOW = datetime(2026, 1, 31, 14, 5)
KEPT = "01_sample 2026-01-31 1405.ipynb"


@pytest.fixture
def course(tmp_path):
    made = make_course(tmp_path / "course")
    fill(made)
    release_course(index.read(made))
    shutil.copytree(made / "2_tracking", made / "work" / "2_tracking")
    return made


def mine(course):
    return course / "work" / "2_tracking" / "01_sample.ipynb"


def edit(course, **changes) -> bytes:
    """Give the learner's cells another source, by id with _ for -; returns the bytes of the edited notebook."""
    notebook = nbformat.read(mine(course), as_version=4)
    for cell in notebook.cells:
        cell.source = changes.get(cell.id.replace("-", "_"), cell.source)
    nbformat.write(notebook, mine(course))
    return mine(course).read_bytes()


def sources(course) -> dict:
    return {cell.id: cell.source for cell in nbformat.read(mine(course), as_version=4).cells}


def put_back(course, id, now=NOW):
    return reset_notebook(index.read(course), id, course / "work", now)


def test_is_a_notebook_put_back_and_a_dated_copy_kept(course):
    edited = edit(course, solution_2_1_1="slope = 7")
    kept = put_back(course, "2.1")
    assert kept.name == KEPT and kept.read_bytes() == edited
    assert mine(course).read_bytes() == (course / "2_tracking" / "01_sample.ipynb").read_bytes()


def test_is_one_exercise_put_back_and_the_rest_left(course):
    released = sources(course)
    edited = edit(course, solution_2_1_1="slope = 7", solution_2_1_2="logged = 7", opening="changed")
    kept = put_back(course, "2.1.1")
    assert kept.read_bytes() == edited
    expected = released | {"solution-2_1_2": "logged = 7", "opening": "changed"}
    assert sources(course) == expected and list(sources(course)) == list(expected)


def test_are_all_solution_cells_of_an_exercise_put_back(course):
    released = sources(course)
    edit(course, solution_2_1_2="logged = 7", solution_2_1_2_2="print(7)")
    put_back(course, "2.1.2")
    assert sources(course) == released


def test_is_a_notebook_that_is_no_json_put_back_as_a_whole(course):
    put(mine(course), "{ half a notebook")
    kept = put_back(course, "2.1")
    assert kept.read_text(encoding="utf-8") == "{ half a notebook"
    assert mine(course).read_bytes() == (course / "2_tracking" / "01_sample.ipynb").read_bytes()


@pytest.mark.parametrize("content", ["{ half a notebook", "[]", "{}", '"text"', ""])
def test_is_an_exercise_of_an_unreadable_notebook_sent_to_the_whole_reset(course, content):
    put(mine(course), content)
    with pytest.raises(CourseError, match="workshop reset 2.1"):
        put_back(course, "2.1.1")
    assert mine(course).read_text(encoding="utf-8") == content


def test_does_a_deleted_cell_come_back_where_it_was(course):
    released = sources(course)
    notebook = nbformat.read(mine(course), as_version=4)
    notebook.cells = [
        cell for cell in notebook.cells if cell.id not in ("solution-2_1_1", "solution-2_1_2-2", "ex-2_1_2")
    ]
    nbformat.write(notebook, mine(course))
    put_back(course, "2.1.1")
    put_back(course, "2.1.2", datetime(2026, 1, 31, 14, 6))
    assert list(sources(course)) == list(released) and sources(course) == released


def test_are_copies_of_a_graded_cell_dropped(course):
    released = sources(course)
    notebook = nbformat.read(mine(course), as_version=4)
    copied = nbformat.from_dict(next(cell for cell in notebook.cells if cell.id == "ex-2_1_1") | {"id": "copied"})
    notebook.cells.append(copied)
    nbformat.write(notebook, mine(course))
    put_back(course, "2.1.1")
    assert sources(course) == released


def test_does_an_exercise_without_any_cell_left_say_so(course):
    notebook = nbformat.read(mine(course), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if not cell.id.endswith("2_1_1")]
    nbformat.write(notebook, mine(course))
    with pytest.raises(CourseError, match=r"no cell of exercise 2\.1\.1 left\. `workshop reset 2\.1`"):
        put_back(course, "2.1.1")


def test_is_a_deleted_notebook_brought_back(course):
    mine(course).unlink()
    assert put_back(course, "2.1") is None
    assert mine(course).exists()


def test_is_nothing_copied_where_nothing_was_changed(course):
    assert put_back(course, "2.1") is None and put_back(course, "2.1.1") is None
    assert [path.name for path in mine(course).parent.iterdir()] == ["01_sample.ipynb"]


def test_is_the_first_copy_of_a_minute_not_overwritten_by_the_second(course):
    first = edit(course, solution_2_1_1="slope = 7")
    put_back(course, "2.1")
    second = edit(course, solution_2_1_1="slope = 8")
    assert put_back(course, "2.1").name == "01_sample 2026-01-31 1405 (2).ipynb"
    assert (mine(course).parent / KEPT).read_bytes() == first != second


def test_does_an_unknown_id_name_those_there_are(course):
    with pytest.raises(CourseError, match=r"There are 2\.1\."):
        put_back(course, "2.7")
    with pytest.raises(CourseError, match=r"There are 2\.1\.1, 2\.1\.2"):
        put_back(course, "2.1.7")


def test_does_a_notebook_that_is_not_released_say_so(course):
    (course / "2_tracking" / "01_sample.ipynb").unlink()
    with pytest.raises(CourseError, match=r"workshop release 2\.1"):
        put_back(course, "2.1")
