"""Does the index read what stands beside the texts, and say what is wrong with it?"""

from datetime import date

import pytest
from course_samples import INDEX, TEXT, add_notebook, make_course, put, renumbered

from workshop.course.cell_roles import CHECK
from workshop.course.index import Exercise, read
from workshop.course.problems import CourseError, Problems
from workshop.course.text import parts
from workshop.progress import summary


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


def problems(course) -> list[str]:
    with pytest.raises(Problems) as error:
        read(course).notebooks
    return [str(problem) for problem in error.value.problems]


def test_does_a_notebook_carry_what_its_toml_says(course):
    found = read(course).notebook("2.1")
    assert (found.folder, found.name, found.title, found.minutes) == ("2_tracking", "01_sample", "A sample", 20)
    assert (found.route, found.demo, found.today, found.needs) == ("core", True, date(2014, 12, 31), ())
    assert found.exercises[0] == Exercise("2.1.1", "Fit", 2, ("Think.", "Fit it."))
    assert read(course).exercise("2.1.2").notebook == "2.1"


def test_do_its_paths_lead_to_source_and_derivations(course):
    found = read(course).notebook("2.1")
    beside = course / "solutions" / "2_tracking"
    assert (found.text, found.executed) == (beside / "01_sample.py", beside / "01_sample.ipynb")
    assert (found.wrong, found.index) == (beside / "01_sample.wrong", beside / "01_sample.toml")
    assert found.right == beside / "01_sample.right"
    assert found.learner == course / "2_tracking" / "01_sample.ipynb"
    assert found.within(course / "work") == course / "work" / "2_tracking" / "01_sample.ipynb"


def test_are_notebooks_ordered_by_number(course):
    add_notebook(course, TEXT, renumbered(INDEX, new="2.10"), "10_later")
    add_notebook(course, TEXT, renumbered(INDEX, new="2.9"), "09_earlier")
    assert [found.id for found in read(course).notebooks] == ["2.1", "2.9", "2.10"]


def test_does_an_unknown_id_name_those_there_are(course):
    with pytest.raises(CourseError, match=r"No notebook '2\.7'\. There are 2\.1"):
        read(course).notebook("2.7")
    with pytest.raises(CourseError, match=r"No exercise '2\.1\.9'\. There are 2\.1\.1, 2\.1\.2"):
        read(course).exercise("2.1.9")


def test_is_a_course_without_notebooks_empty(tmp_path):
    assert read(tmp_path).notebooks == ()
    with pytest.raises(CourseError, match="no notebook yet"):
        read(tmp_path).notebook("2.1")


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("minutes = 20\n", "", 1, "minutes is missing"),
        ("minutes = 20", 'minutes = "20"', 3, "minutes must be a whole number"),
        ("minutes = 20", "minutes = true", 3, "minutes must be a whole number"),
        ("minutes = 20", "minutes = 0", 3, "more than zero"),
        ('route = "core"', 'route = "cor"', 4, "neither core nor day two nor extra"),
        ("today = 2014-12-31", 'today = "2014-12-31"', 6, "today must be a date"),
        ("demo = true", "dmeo = true", 5, "unknown key 'dmeo'"),
        ('id = "2.1"', 'id = "3.1"', 1, "not of chapter 2"),
        ("demo = true", 'needs = ["1.1"]', 5, "no notebook or exercise before 2.1"),
        ("demo = true", 'needs = ["2.1.1"]', 5, "no notebook or exercise before 2.1"),
        ("demo = true", "needs = [1]", 5, "needs must be ids"),
        ("demo = true", "other_experiments = [1]", 5, "other_experiments must be names"),
        ("demo = true", "leaves = [1]", 5, "leaves must be paths of files"),
        ("demo = true", "demo = ", 5, "not valid TOML"),
        ('hints = ["Log it."]', "", 15, "hints is missing"),
        ('hints = ["Log it."]', "hints = []", 19, "at least one"),
        ('hints = ["Log it."]', 'hints = [" "]', 19, "at least one"),
        ("points = 3", "points = -1", 18, "negative"),
        ('id = "2.1.2"', 'id = "2.1.1"', 16, "is there twice: take 2.1.2, the next free number"),
        (
            'hints = ["Log it."]',
            'hints = ["Log it."]\nfree = ["any"]',
            20,
            "each line of free is a table of change, why",
        ),
        ('hints = ["Log it."]', 'hints = ["Log it."]\nfree = [{ change = "*", why = "so" }]', 20, "each line of free"),
        ('hints = ["Log it."]', 'hints = ["Log it."]\nasks = [{ what = "a" }]', 20, "table of what, seen_in, wrong"),
        (
            "demo = true",
            'retired = ["2.1.2", "2.1.7"]',
            16,
            "is retired, and passes of it are kept: take 2.1.8, the next free number",
        ),
        ("demo = true", "retired = [3]", 5, "retired must be ids of exercises"),
        ('id = "2.1.2"', 'id = "2.2.2"', 16, "not of notebook 2.1"),
    ],
)
def test_does_a_problem_say_file_line_and_mend(course, old, new, place, says):
    assert old in INDEX
    put(course / "solutions" / "2_tracking" / "01_sample.toml", INDEX.replace(old, new, 1))
    assert any(
        found.startswith(f"solutions/2_tracking/01_sample.toml:{place}:") and says in found
        for found in problems(course)
    )


def test_is_an_exercises_id_a_name_and_no_position(course):
    """A new exercise between two others takes the next free number; the text keeps the order of the index."""
    swapped = INDEX.replace("2.1.1", "2.1.9").replace("demo = true", 'demo = true\nretired = ["2.1.3"]')
    put(course / "solutions" / "2_tracking" / "01_sample.toml", swapped)
    put(course / "solutions" / "2_tracking" / "01_sample.py", TEXT.replace("2.1.1", "2.1.9"))
    found = read(course).notebook("2.1")
    assert [exercise.id for exercise in found.exercises] == ["2.1.9", "2.1.2"] and found.retired == ("2.1.3",)
    assert [part.role.exercise.id for part in parts(found) if part.role.kind == CHECK] == ["2.1.9", "2.1.2"]
    kept = {"pass/2.1.2": "{}", "pass/2.1.3": "{}"}
    assert [(each.exercise.id, each.passed) for each in summary.of(read(course), kept).exercises] == [
        ("2.1.9", False),
        ("2.1.2", True),
    ]


def test_is_an_index_without_its_checks_refused(course):
    (course / "solutions" / "2_tracking" / "01_sample.checks.py").unlink()
    assert "01_sample.toml:1: no checks beside it: write 01_sample.checks.py" in problems(course)[0]


def test_are_the_problems_of_all_files_told_together(course):
    put(course / "solutions" / "2_tracking" / "01_sample.toml", INDEX.replace("minutes = 20", "minutes = 0"))
    add_notebook(course, TEXT, renumbered(INDEX).replace('"core"', '"long"'), "02_other")
    assert [found.split(":")[0] for found in problems(course)] == [
        "solutions/2_tracking/01_sample.toml", "solutions/2_tracking/02_other.toml",
    ]  # fmt: skip


def test_is_an_id_that_two_notebooks_share_refused(course):
    add_notebook(course, TEXT, INDEX.replace("2.1-sample", "2.1-other"), "02_other")
    assert [found.rpartition("/")[2] for found in problems(course)] == [
        "02_other.toml:1: id '2.1' belongs to 01_sample.toml already: choose another"
    ]


def test_is_an_experiment_that_two_notebooks_share_refused(course):
    add_notebook(course, TEXT, renumbered(INDEX).replace("2.2-sample", "2.1-sample"), "02_other")
    assert [found.rpartition("/")[2] for found in problems(course)] == [
        "02_other.toml:7: experiment '2.1-sample' belongs to 01_sample.toml already: choose another"
    ]


def test_is_an_index_without_its_text_refused(course):
    put(course / "solutions" / "2_tracking" / "02_lonely.toml", renumbered(INDEX))
    assert any("02_lonely.toml:1: no text beside it" in found for found in problems(course))


def test_is_a_text_without_its_index_refused(course):
    put(course / "solutions" / "2_tracking" / "02_lonely.py", TEXT)
    put(course / "solutions" / "2_tracking" / "train.py", "print('no notebook')\n")
    assert [found.rpartition("/")[2] for found in problems(course)] == [
        "02_lonely.py:1: a notebook's text without its index: write 02_lonely.toml beside it"
    ]
