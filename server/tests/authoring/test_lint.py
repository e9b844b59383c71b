"""Does the lint say what a text lacks to be a good lesson, with file, line and what to do, and accept what is sound?"""

import inspect
import pkgutil
import re

import nbformat
import pytest
from course_samples import INDEX, add_notebook, fill, line_of, make_course, put, renumbered, scratch_on
from nbformat.v4 import new_output

from workshop.authoring import lint_calls, lint_text, scratch_services
from workshop.authoring.build import build_notebooks
from workshop.authoring.lint_executed import defects
from workshop.authoring.lint_stubs import ENOUGH, likeness, problem
from workshop.course import cell_roles, index
from workshop.course.markers import halves
from workshop.course.text import parts

SOUND = """\
# %% [markdown]
# # 2.1 A sample
# In 20 minutes you have a slope that you can trust.

# %% tags=["opening"]
from workshop.lesson import begin, check
desk = begin("2.1")

# %% [markdown] tags=["instructor"]
# Pause here.

# %% [markdown]
# ## Fit
# The slope says how much power a metre per second gives. Fit it.
#
# ![A line through a cloud of points](line.png)

# %%
### BEGIN SOLUTION
slope = fit(wind, power)
### STUB
# # slope = fit(____, ____)
### END SOLUTION

# %%
check("2.1.1")

# %% [markdown]
# A slope that nobody keeps is lost. Log it in a run.

# %%
### BEGIN SOLUTION
with mlflow.start_run(run_name="slope"):
    mlflow.log_metric("slope", slope)
### STUB
# # with mlflow.start_run(run_name="slope"):
# #     mlflow.log_metric("slope", ____)
### END SOLUTION

# %%
check("2.1.2")

# %% [markdown]
# ## What you have now
#
# A slope, and a run that keeps it.
"""
TEXT_FILE = "solutions/2_tracking/01_sample.py"
LONG = "\n".join(f"part_{number} = {number}" for number in range(31))
NOTEBOOKS = index.read().notebooks


def found(course) -> list[str]:
    return [str(problem) for problem in lint_text.findings(index.read(course), index.read(course).notebook("2.1"))]


def test_is_a_sound_text_accepted(tmp_path):
    assert found(make_course(tmp_path, SOUND)) == []


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        ("# # 2.1 A sample", "# # A sample", "# # A sample", "begins with the title: # 2.1 A sample"),
        ("In 20 minutes you have a slope that you can trust.", "20 minutes.", "# # 2.1", "what you will have at the end"),
        ("In 20 minutes", "In 25 minutes", "# # 2.1", "how long it takes: 20 minutes, by 01_sample.toml"),
        ('begin("2.1")', 'begin("2.2")', "from workshop", 'write begin("2.1")'),
        ("# ## What you have now", "# ## The end", "# ## The end", "the heading ## What you have now"),
        ("A slope, and a run that keeps it.\n", "A slope.\n\n# %%\nslope\n", "\nslope\n", "the last cell is the closing one"),
        ("# %%\n### BEGIN", f"# %%\n{LONG}\n\n# %%\n### BEGIN", "part_0", "a cell of 31 lines, 30 at most"),
        ("slope = fit(wind, power)", LONG.replace("part_0", "slope"), "### BEGIN", "a cell of 31 lines"),
        ("# %%\n### BEGIN", f"# %%\n# %%writefile a.py\n{LONG}\n{LONG}\n\n# %%\n### BEGIN", "# %%writefile", "a cell of 63 lines, 40 at most"),
        ("# # slope = fit(____, ____)", LONG.replace("part", "# # ____"), "### BEGIN", "a cell of 31 lines"),
        ("# A slope that nobody keeps is lost. Log it in a run.", "# ## Log", "### BEGIN SOLUTION\nwith", "no prose before exercise 2.1.2"),
        ('# %%\ncheck("2.1.1")', '# %%\nslope\n\n# %%\ncheck("2.1.1")', 'check("2.1.1")', "the check of 2.1.1 is the very next cell"),
        ("____, ____", "wind, power", "### BEGIN", "exercise 2.1.1: the stub has no blank"),
        ("# # slope = fit(____, ____)", "# # forest = grow(trees=____, depth=3)", "### BEGIN", "exercise 2.1.1: only 0% of the stub's words"),
        ("# # slope = fit(____, ____)", '# # with mlflow.start_run(run_name="slope"):\n# #     mlflow.log_metric("slope", ____)',
         "### BEGIN", "exercise 2.1.1: the stub is more like the solution of 2.1.2"),
        ("![A line through a cloud of points]", "![]", "# ![]", "a picture without alt text"),
        ("![A line through a cloud of points](line.png)", '<img src="line.png">', "# <img", "a picture without alt text"),
        ("![A line through a cloud of points](line.png)", '<img alt="" src="line.png">', "# <img", "a picture without alt text"),
        ('    mlflow.log_metric("slope", slope)', '    mlflow.evaluate("slope", slope)', "    mlflow.evaluate", "mlflow.evaluate is deprecated"),
        ('# #     mlflow.log_metric("slope", ____)', '# #     mlflow.sklearn.log_model(____, artifact_path="slope")',
         "### BEGIN SOLUTION\nwith", "in the stub, log_model(artifact_path=...) is deprecated: write name="),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nwarnings.filterwarnings("ignore")', "warnings.f", "hides warnings that nobody has read"),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nwarnings.simplefilter("ignore", FutureWarning)', "warnings.s", "hides warnings"),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nwarnings.filterwarnings("ignore", category=FutureWarning)', "warnings.f", "hides warnings"),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nlogging.getLogger("mlflow").setLevel(logging.ERROR)', "logging.", "hides warnings"),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nlogging.disable()', "logging.", "hides warnings"),
    ],
)  # fmt: skip
def test_does_a_finding_say_line_and_mend(tmp_path, old, new, at, says):
    assert old in SOUND
    text = SOUND.replace(old, new, 1)
    told = found(make_course(tmp_path, text))
    expected = [line for line in told if line.startswith(f"{TEXT_FILE}:") and says in line]
    assert len(expected) == 1, told
    assert abs(int(expected[0].split(":")[1]) - line_of(text, at)) <= 1, told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("![A line through a cloud of points](line.png)", '<img src="line.png" alt="A line">'),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nwarnings.filterwarnings("ignore", message="Integer columns")'),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nwarnings.filterwarnings("ignore", category=optuna.exceptions.ExperimentalWarning)'),
        ('desk = begin("2.1")', 'desk = begin("2.1")\nwarnings.simplefilter("ignore", optuna.exceptions.ExperimentalWarning)'),
        ('desk = begin("2.1")', 'desk = begin("2.1")\noptuna.logging.set_verbosity(optuna.logging.WARNING)'),
        ("    mlflow.log_metric(", '    mlflow.log_artifact("x.csv", artifact_path="data")\n    mlflow.log_metric('),
        ("    mlflow.log_metric(", '    mlflow.models.evaluate(slope)\n    mlflow.log_metric('),
        ("    mlflow.log_metric(", '    mlflow.sklearn.log_model(slope, name="slope")\n    mlflow.log_metric('),
        ("# %%\n### BEGIN", "# %%\n" + "\n\n".join(f"part_{n} = {n}" for n in range(29)) + "\n\n# %%\n### BEGIN"),
        ('(run_name="slope"):\n# #     mlflow.log_metric("slope", ____)', "(____):\n# #     ____"),
    ],
)  # fmt: skip
def test_is_what_only_resembles_a_fault_accepted(tmp_path, old, new):
    assert old in SOUND
    assert found(make_course(tmp_path, SOUND.replace(old, new, 1))) == []


def test_are_too_many_cells_told_and_those_for_the_instructor_not_counted(tmp_path):
    """The sample has nine cells, and one for the instructor."""
    more = "".join(f"# %%\nn = {n}\n\n" for n in range(lint_text.CELLS - 9))
    text = SOUND.replace("# %% [markdown]\n# ## What", f"{more}# %% [markdown]\n# ## What")
    assert found(make_course(tmp_path / "just", text)) == []
    text = text.replace("# %%\nn = 0", "# %%\nn = -1\n\n# %%\nn = 0")
    assert (
        f"{lint_text.CELLS + 1} cells for the learner, {lint_text.CELLS} at most"
        in found(make_course(tmp_path / "above", text))[0]
    )


def test_must_the_last_cell_lead_to_the_next_notebook(tmp_path):
    course = make_course(tmp_path, SOUND)
    add_notebook(course, renumbered(SOUND), renumbered(INDEX), "02_other")
    assert "leads to the next notebook: [2.2](02_other.ipynb)" in found(course)[0]
    put(course / TEXT_FILE, SOUND.replace("that keeps it.", "that keeps it; [2.2](02_other.ipynb) makes many."))
    assert found(course) == []
    put(course / TEXT_FILE, SOUND.replace("that keeps it.", "that keeps it; [2.2](02_othr.ipynb) makes many."))
    assert len(found(course)) == 1


def test_does_the_last_cell_of_a_chapter_lead_to_the_next_chapter(tmp_path):
    course = make_course(tmp_path, SOUND)
    add_notebook(course, renumbered(SOUND, new="3.1"), renumbered(INDEX, new="3.1"), "01_register", "3_registry")
    assert "[3.1](../3_registry/01_register.ipynb)" in found(course)[0]


def draw(course, cell_id: str) -> None:
    """Store a picture in a cell of the executed notebook."""
    fill(course)
    path = index.read(course).notebook("2.1").executed
    stored = nbformat.read(path, as_version=4)
    next(c for c in stored.cells if c.id == cell_id).outputs = [new_output("display_data", data={"image/png": "iVBO"})]
    nbformat.write(stored, path)


def test_is_a_picture_that_code_draws_without_a_word_beside_it_told(tmp_path):
    text = SOUND.replace("# %%\n### BEGIN SOLUTION\nslope", "# %%\nwind = 1\n\n# %%\n### BEGIN SOLUTION\nslope")
    course = make_course(tmp_path, text)
    draw(course, "solution-2_1_1")
    assert found(course) == [
        f"{TEXT_FILE}:{line_of(text, '### BEGIN')}: a picture without a word: say in the cell before, or after, what it shows "
        "and what to look for"
    ]


def test_is_a_text_looked_at_whose_stored_notebook_cannot_be_read(tmp_path):
    course = make_course(tmp_path, SOUND.replace("20 minutes", "25 minutes"))
    put(index.read(course).notebook("2.1").executed, "<<<<<<< ours\n")
    assert len(found(course)) == 1


def test_is_a_picture_with_prose_before_it_accepted(tmp_path):
    course = make_course(tmp_path, SOUND)
    draw(course, "solution-2_1_1")
    assert found(course) == []


def test_are_wrong_answers_and_the_readme_looked_at_too(tmp_path):
    course = make_course(tmp_path, SOUND)
    beside = course / "solutions" / "2_tracking"
    put(beside / "01_sample.wrong" / "2.1.1-old.py", '# exercise: 2.1.1\nclient.get_latest_versions("energy")\n')
    put(beside / "README.md", "# Tracking\n\n![](map.png)\n")
    assert [line.split(": ")[0] for line in found(course)] == [
        "solutions/2_tracking/01_sample.wrong/2.1.1-old.py:2", "solutions/2_tracking/README.md:3",
    ]  # fmt: skip


CLIENT = "mlflow.tracking.client:MlflowClient"
WHERE = {
    "log_model": "mlflow.sklearn:log_model",
    "mlflow.evaluate": "mlflow.models.evaluation.deprecated",
    "transition_model_version_stage": f"{CLIENT}.transition_model_version_stage",
    "get_latest_versions": f"{CLIENT}.get_latest_versions",
    "get_model_version_stages": f"{CLIENT}.get_model_version_stages",
    "suggest_uniform": "optuna:Trial.suggest_uniform",
    "suggest_loguniform": "optuna:Trial.suggest_loguniform",
    "suggest_discrete_uniform": "optuna:Trial.suggest_discrete_uniform",
    "LogisticRegression": "sklearn.linear_model:LogisticRegression",
}


@pytest.mark.parametrize(("name", "keyword"), [entry[:2] for entry in lint_calls.DEPRECATED])
def test_is_each_call_on_the_list_really_deprecated(name, keyword):
    found = pkgutil.resolve_name(WHERE[name])
    said = inspect.getsource(found) if inspect.ismodule(found) else inspect.getdoc(found)
    assert "deprecated" in (re.split(rf"\b{keyword}\s*:", said, maxsplit=1)[1][:1500] if keyword else said).lower()


RUNS = """\
# %% tags=["opening"]
import types

library = types.ModuleType("library")
exec(f"import warnings\\ndef old(): warnings.warn('old is deprecated', {KIND}, stacklevel=2)", vars(library))
library.old()
"""


@pytest.mark.parametrize("kind", ["DeprecationWarning", "FutureWarning"])
def test_does_a_deprecated_call_that_runs_leave_a_warning_that_is_refused(tmp_path, services, monkeypatch, kind):
    """Python hides most such warnings, but not those that a library raises on behalf of a notebook's own line."""
    monkeypatch.setattr(scratch_services, "started", scratch_on(services))
    course = make_course(tmp_path, RUNS.replace("{KIND}", kind), INDEX.partition("[[exercises]]")[0])
    build_notebooks(index.read(course), "2.1", report=lambda _: None)
    assert any(
        "has a stored warning: " in what and kind in what for what in defects(index.read(course).notebook("2.1"))
    )


def stubs_and_solutions(notebook) -> dict:
    """(solution, stub) of each exercise."""
    sources = {exercise.id: "" for exercise in notebook.exercises}
    for part in parts(notebook):
        if part.role.kind == cell_roles.SOLUTION:
            sources[part.role.exercise.id] += f"{part.cell.source}\n"
    return {id: halves(source) for id, source in sources.items()}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.id)
def test_would_the_stub_of_another_exercise_be_seen(notebook):
    pairs = stubs_and_solutions(notebook)
    for id, (whole, stub) in pairs.items():
        assert likeness(stub, whole) >= ENOUGH, id
        others = {other: text for other, (text, _) in pairs.items() if other != id}
        for other in others:
            assert problem(pairs[other][1], whole, others), f"the stub of {other} passes for that of {id}"


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.id)
def test_is_the_notebook_a_good_lesson(notebook):
    assert [str(problem) for problem in lint_text.findings(index.read(), notebook)] == []
