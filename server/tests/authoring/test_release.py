"""Does a learner get what the solution gives, without the solution, and is what is stale found?"""

import subprocess

import nbformat
import pytest
from course_samples import INDEX, TEXT, add_notebook, fill, make_course, put, renumbered
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum

from workshop.authoring.release import release_course
from workshop.course.index import read
from workshop.course.problems import CourseError, Problems

PROJECT = """\
name: energy
### BEGIN SOLUTION
entry_points: {main: {command: python train.py}}
### STUB
# entry_points: ...
### END SOLUTION
"""


@pytest.fixture
def course(tmp_path):
    made = make_course(tmp_path)
    fill(made)
    return made


def learner(course):
    return nbformat.read(course / "2_tracking" / "01_sample.ipynb", as_version=4)


def sources(course) -> list[str]:
    return [cell.source for cell in learner(course).cells]


def files_of(course) -> dict:
    return {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


def test_is_each_region_replaced_by_its_own_stub(course):
    release_course(read(course))
    assert 'names = ["wind", "solar"]\nslope = 0.0   # fit it\n\n# then look at it\nnames, slope' in sources(course)
    assert "logged = None" in sources(course) and 'print("logged", logged)' in sources(course)


def test_is_nothing_of_a_solution_left(course):
    release_course(read(course))
    text = (course / "2_tracking" / "01_sample.ipynb").read_text(encoding="utf-8")
    for secret in ("0.8674", "round(slope", "SOLUTION", "STUB", "Pause here"):
        assert secret not in text


def test_are_outputs_cleared(course):
    release_course(read(course))
    code = [cell for cell in learner(course).cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_are_checks_and_the_opening_locked_and_solutions_open(course):
    release_course(read(course))
    locked = {cell.id for cell in learner(course).cells if cell.metadata.get("editable") is False}
    kept = {cell.id for cell in learner(course).cells if cell.metadata.get("deletable") is False}
    assert locked == {"opening", "ex-2_1_1", "ex-2_1_2"}
    assert kept == locked | {"solution-2_1_1", "solution-2_1_2", "solution-2_1_2-2"}


def test_do_nbgraders_checksums_fit(course):
    release_course(read(course))
    MetadataValidator().validate_nb(learner(course))
    graded = [cell for cell in learner(course).cells if "nbgrader" in cell.metadata]
    assert [cell.metadata.nbgrader.checksum for cell in graded] == [compute_checksum(cell) for cell in graded]
    assert [cell.metadata.nbgrader.points for cell in graded if cell.metadata.nbgrader.grade] == [2, 3]


def test_does_a_second_release_change_no_byte(course):
    assert release_course(read(course)) == ["2_tracking/01_sample.ipynb released"]
    before = files_of(course)
    assert release_course(read(course)) == []
    assert files_of(course) == before


def test_does_checking_write_nothing_and_name_what_is_stale(course):
    before = files_of(course)
    assert release_course(read(course), check=True) == [
        "2_tracking/01_sample.ipynb is not what its source gives: workshop release"
    ]
    assert files_of(course) == before
    release_course(read(course))
    assert release_course(read(course), check=True) == []


def test_is_a_learners_notebook_edited_by_hand_stale(course):
    release_course(read(course))
    path = course / "2_tracking" / "01_sample.ipynb"
    put(path, path.read_text(encoding="utf-8").replace("fit it", "fit it well"))
    assert len(release_course(read(course), check=True)) == 1


def test_is_an_executed_notebook_behind_its_text_stale_and_not_released(course):
    release_course(read(course))
    put(course / "solutions" / "2_tracking" / "01_sample.py", TEXT.replace("# ## Fit", "# ## Fit it"))
    says = "solutions/2_tracking/01_sample.ipynb is not what its text gives: workshop build 2.1"
    assert release_course(read(course), check=True) == [says]
    with pytest.raises(CourseError, match=says):
        release_course(read(course))


def test_is_an_executed_notebook_with_other_points_stale(course):
    release_course(read(course))
    put(course / "solutions" / "2_tracking" / "01_sample.toml", INDEX.replace("points = 3", "points = 4"))
    assert "workshop build 2.1" in release_course(read(course), check=True)[0]


def test_is_a_notebook_that_was_never_built_named(tmp_path):
    with pytest.raises(CourseError, match="is not there yet: workshop build 2.1"):
        release_course(read(make_course(tmp_path)))


def test_are_files_beside_the_text_cleared_or_copied(course):
    beside = course / "solutions" / "2_tracking"
    put(beside / "README.md", "# Tracking\n")
    put(beside / "project" / "MLproject", PROJECT)
    put(beside / "project" / "pyproject.toml", "[project]\n")
    (beside / "picture.png").write_bytes(b"\x89PNG\xff\x00")
    release_course(read(course))
    assert (course / "2_tracking" / "README.md").read_bytes() == b"# Tracking\n"
    assert (course / "2_tracking" / "project" / "MLproject").read_bytes() == b"name: energy\nentry_points: ...\n"
    assert (course / "2_tracking" / "project" / "pyproject.toml").exists()
    assert (course / "2_tracking" / "picture.png").read_bytes() == b"\x89PNG\xff\x00"


def test_do_index_text_wrong_answers_and_litter_stay_in_solutions(course):
    beside = course / "solutions" / "2_tracking"
    put(beside / "01_sample.wrong" / "typed_in.py", "wrong\n")
    put(beside / "01_sample.right" / "by_hand.py", "right\n")
    put(beside / "__pycache__" / "x.pyc", "x")
    put(beside / ".ipynb_checkpoints" / "01_sample-checkpoint.ipynb", "{}")
    release_course(read(course))
    assert [path.name for path in (course / "2_tracking").rglob("*")] == ["01_sample.ipynb"]


def test_do_faulty_markers_beside_the_text_say_file_and_line(course):
    put(course / "solutions" / "2_tracking" / "MLproject", PROJECT.replace("### STUB\n", ""))
    with pytest.raises(Problems) as error:
        release_course(read(course))
    assert "solutions/2_tracking/MLproject:5: the region that begins at line 2 has no ### STUB" in str(error.value)


def test_is_a_file_that_git_ignores_not_released(course):
    beside = course / "solutions" / "2_tracking"
    subprocess.run(["git", "init", "--quiet", str(course)], check=True)
    put(course / ".gitignore", "left_by_a_run.csv\n")
    put(beside / "left_by_a_run.csv", "1\n")
    put(beside / "README.md", "# Tracking\n")
    release_course(read(course))
    assert sorted(path.name for path in (course / "2_tracking").iterdir()) == ["01_sample.ipynb", "README.md"]


def test_is_an_executed_solution_whose_text_is_gone_refused(course):
    beside = course / "solutions" / "2_tracking"
    (beside / "01_sample.py").rename(beside / "02_renamed.py")
    (beside / "01_sample.toml").rename(beside / "02_renamed.toml")
    (beside / "01_sample.checks.py").rename(beside / "02_renamed.checks.py")
    fill(course)
    with pytest.raises(Problems, match=r"01_sample\.ipynb:1: an executed solution whose text is gone"):
        release_course(read(course))


def test_is_a_learners_notebook_without_source_named(course):
    release_course(read(course))
    beside = course / "solutions" / "2_tracking"
    for suffix in (".py", ".toml", ".ipynb"):
        (beside / f"01_sample{suffix}").unlink()
    put(course / "2_tracking" / "a_mess.ipynb", '{"cells": []}')
    assert release_course(read(course), check=True) == [
        "2_tracking/01_sample.ipynb has no source in solutions: delete it"
    ]


def test_is_one_notebook_released_alone(course):
    add_notebook(course, renumbered(TEXT), renumbered(INDEX), "02_other")
    fill(course)
    put(course / "solutions" / "2_tracking" / "README.md", "# Tracking\n")
    assert release_course(read(course), "2.2") == [
        "2_tracking/02_other.ipynb released",
        "2_tracking/README.md released",
    ]


@pytest.mark.parametrize("notebook", read().notebooks, ids=lambda notebook: notebook.id)
def test_is_the_executed_notebook_what_its_text_gives_and_the_learners_what_it_gives(notebook):
    assert release_course(read(), notebook.id, check=True) == []


def test_is_every_released_file_what_its_source_gives():
    assert release_course(read(), check=True) == []
