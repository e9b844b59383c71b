"""Does a text become the notebook that nbgrader, nbval and a reviewer can rely on?"""

import nbformat
import pytest
from course_samples import INDEX, TEXT, line_of, make_course
from nbgrader.nbgraderformat import MetadataValidator

from workshop.course.files import dump
from workshop.course.index import read
from workshop.course.problems import Problems
from workshop.course.text import compose

REGION = "### BEGIN SOLUTION\n1\n### STUB\n# 2\n### END SOLUTION"
FIRST_REGION = TEXT[TEXT.index("### BEGIN") : TEXT.index("### END") + len("### END SOLUTION")]


def composed(folder, text=TEXT, index=INDEX):
    return compose(read(make_course(folder, text, index)).notebook("2.1"))


def problems(folder, text, index=INDEX) -> list[tuple[int, str]]:
    with pytest.raises(Problems) as error:
        composed(folder, text, index)
    assert {problem.path for problem in error.value.problems} == {"solutions/2_tracking/01_sample.py"}
    return [(problem.line, problem.message) for problem in error.value.problems]


def graded(cells) -> dict:
    return {cell.id: cell.metadata.nbgrader for cell in cells if "nbgrader" in cell.metadata}


def test_do_checks_and_solutions_get_nbgraders_metadata(tmp_path):
    found = graded(composed(tmp_path).cells)
    assert list(found) == ["opening", "solution-2_1_1", "ex-2_1_1", "solution-2_1_2", "solution-2_1_2-2", "ex-2_1_2"]
    assert all(id == given.grade_id for id, given in found.items())
    assert found["ex-2_1_2"] == {
        "schema_version": 3, "grade_id": "ex-2_1_2", "grade": True, "solution": False, "locked": True, "task": False,
        "points": 3,
    }  # fmt: skip
    assert found["solution-2_1_1"] == {
        "schema_version": 3, "grade_id": "solution-2_1_1", "grade": False, "solution": True, "locked": False,
        "task": False,
    }  # fmt: skip
    assert found["opening"].locked and not found["opening"].grade and not found["opening"].solution


def test_does_nbgrader_accept_the_metadata(tmp_path):
    MetadataValidator().validate_nb(composed(tmp_path))


def test_does_the_solution_notebook_keep_its_cells_as_written(tmp_path):
    cells = composed(tmp_path).cells
    assert [cell.cell_type for cell in cells[:5]] == ["markdown", "markdown", "code", "markdown", "code"]
    assert cells[0].source == "# A sample\nWhat you will have at the end."
    assert cells[4].source.splitlines()[1:3] == ["### BEGIN SOLUTION", "slope = 0.8674"]


def test_is_the_same_text_the_same_bytes(tmp_path):
    assert dump(composed(tmp_path)) == dump(composed(tmp_path))


def test_is_nothing_stamped(tmp_path):
    made = composed(tmp_path)
    assert (made.nbformat, made.nbformat_minor) == (4, 5)
    assert made.metadata == {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    nbformat.validate(made)


def test_do_cell_ids_stay_when_another_cell_changes(tmp_path):
    before = [cell.id for cell in composed(tmp_path).cells]
    after = [cell.id for cell in composed(tmp_path, TEXT.replace("# ## Fit", "# ## Fit it")).cells]
    assert [old == new for old, new in zip(before, after, strict=True)] == [cell != 3 for cell in range(len(before))]


def test_are_the_ids_of_equal_cells_numbered(tmp_path):
    ids = [cell.id for cell in composed(tmp_path, TEXT + "\n# %%\n1 + 1\n\n# %%\n1 + 1\n").cells]
    assert len(ids) == len(set(ids)) and ids[-1] == f"{ids[-2]}-2"


def test_is_a_region_without_stub_an_error_with_its_line(tmp_path):
    text = TEXT.replace("### STUB\n# logged = None\n", "")
    at = line_of(text, "logged = round") + 1
    assert [(line, "has no ### STUB" in message) for line, message in problems(tmp_path, text)] == [(at, True)]


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ('check("2.1.2")', 'check("2.1.3")', 'check("2.1.3")', "has no exercise 2.1.3; there are 2.1.1, 2.1.2"),
        ('check("2.1.2")', "pass", None, 'no check("2.1.2") in this text'),
        ('check("2.1.2")', 'check("2.1.1")', None, "a second check of 2.1.1"),
        ('check("2.1.2")', 'x = check("2.1.2")', 'x = check("2.1.2")', "holds that one call"),
        ('check("2.1.2")', 'check("2.1.2")\nprint(1)', None, "holds that one call"),
        ('check("2.1.2")', 'check("2.1.2")  # done?', None, "holds that one call"),
        ('check("2.1.2")', 'check(f"2.1.{2}")', 'check(f"2.1.{2}")', "holds that one call"),
        ('# %%\ncheck("2.1.1")', '# %%\n1\n# %%\n1 + 1', None, 'no check("2.1.1") in this text'),
        ('check("2.1.2")', f'check("2.1.2")\n\n# %%\n{REGION}', "### BEGIN SOLUTION\n1", "belongs to no exercise"),
        (FIRST_REGION, "slope = 1", 'check("2.1.1")', "no solution region between"),
        ('tags=["opening"]', "", "import uuid", "first code cell must be the opening"),
        ('# %%\nnames', '# %% tags=["opening"]\nnames', None, "without the tags opening or instructor"),
        ('# %%\nnames', '# %% tags=["opening"]\n2\n\n# %%\nnames', '2\n\n# %%\nnames', "a second opening"),
        ('tags=["instructor"]', 'tags=["instuctor"]', "# Pause here.", "unknown tag 'instuctor'"),
        ('# %% [markdown] tags=["instructor"]', '# %% instructor [markdown]', "# Pause here.", "tags are written"),
        ("# Pause here.", "# ### BEGIN SOLUTION", "# ### BEGIN SOLUTION", "put a solution region into a code cell"),
        ("# logged = None", "# logged = (", 'logged = round', "the learner's stub: not valid Python"),
        ("names = [", "names = = [", "names = = [", "not valid Python"),
        ("names = [", "# copy the model\nnames = [", "# copy the model", "jupytext would run this comment"),
        ("# %% [markdown]\n# ## Fit", "# %% [raw]\n# ## Fit", "# ## Fit", "a raw cell"),
    ],
)  # fmt: skip
def test_does_a_problem_of_the_text_say_line_and_mend(tmp_path, old, new, at, says):
    assert old in TEXT
    text = TEXT.replace(old, new, 1)
    found = problems(tmp_path, text)
    assert any(
        says in message and (at is None or line in (line_of(text, at), line_of(text, at) - 1))
        for line, message in found
    )


def test_are_exercises_out_of_order_refused(tmp_path):
    text = TEXT.replace("2.1.1", "2.1.X").replace("2.1.2", "2.1.1").replace("2.1.X", "2.1.2")
    assert "2.1.1 comes after a later exercise" in problems(tmp_path, text)[0][1]


def test_are_all_problems_told_together(tmp_path):
    text = (
        TEXT.replace("### STUB\n# logged = None\n", "").replace('tags=["opening"]', "").replace('check("2.1.1")', "1")
    )
    assert len(problems(tmp_path, text)) == 3


def test_may_a_stub_hold_commands_for_the_shell(tmp_path):
    text = TEXT.replace("# logged = None", "# logged = None\n# # !mlflow --help")
    source = next(cell for cell in composed(tmp_path, text).cells if cell.id == "solution-2_1_2").source
    assert "# !mlflow --help" in source.splitlines()
