"""Does `pytest --nbval solutions` bring what it needs, compare what is stored, and see a single metric change?"""

import json
import os
import re
import shutil
import subprocess
import sys
from tempfile import gettempdir
from types import SimpleNamespace

import nbformat
import psutil
import pytest
from course_samples import INDEX, TEXT, add_notebook, fill, make_course, put, renumbered

from workshop.authoring.build import build_notebooks
from workshop.authoring.lint_executed import defects
from workshop.authoring.nbval_plugin import Services
from workshop.authoring.stored_outputs import Sanitizer
from workshop.course.index import read
from workshop.course.problems import CourseError
from workshop.environment import OF_SERVICES
from workshop.paths import SOLUTIONS

RESULT = re.compile(r"(?<![\w.])\d+\.\d+(?![\w.])|\b(True|False)\b")
OUTCOME = re.compile(r"^(PASSED|FAILED|ERROR) .*?(\w+)\.ipynb::Cell (\d+)", re.MULTILINE)
LOGS_A_RUN = """
# %%
import mlflow
made = mlflow.create_experiment("sample")
with mlflow.start_run(run_name="sample", experiment_id=made) as run:
    mlflow.log_metric("MAE", 0.8674)
runs = mlflow.search_runs([made])
print(len(runs), "run", run.info.run_id, "MAE", runs["metrics.MAE"][0])
"""


def nbval(tmp_path, *arguments) -> dict[tuple[str, int], str]:
    """Run `pytest --nbval`; returns PASSED, FAILED or ERROR by notebook and code cell. Its services leave nothing.

    The environment has traps: another kernel named python3, and a run of the person's own to go on with. The services
    start cold, as a person's.
    """
    kernel = {"argv": ["no-such-python", "{connection_file}"], "display_name": "Another Python", "language": "python"}
    put(tmp_path / "jupyter" / "kernels" / "python3" / "kernel.json", json.dumps(kernel))
    (tmp_path / "temporary").mkdir(exist_ok=True)
    places = {"JUPYTER_PATH": str(tmp_path / "jupyter"), "MLFLOW_RUN_ID": "0" * 32, OF_SERVICES: ""}
    places |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path / "temporary"))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-rA",
        "-p",
        "no:cacheprovider",
        "--color=no",
        "--nbval",
        *map(str, arguments),
    ]
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | places, capture_output=True, encoding="utf-8")
    outcomes = {(name, int(cell)): outcome for outcome, name, cell in OUTCOME.findall(done.stdout)}
    assert outcomes, done.stdout + done.stderr
    assert done.returncode == (1 if set(outcomes.values()) != {"PASSED"} else 0), done.stdout + done.stderr
    assert list((tmp_path / "temporary").glob("workshop-*")) == []
    assert left_running(str(tmp_path / "temporary")) == []
    return outcomes


def left_running(place: str) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            found += [process] if any(place in value for value in process.environ().values()) else []
        except (psutil.AccessDenied, psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found


def other(found: re.Match) -> str:
    """Another result than the one found."""
    opposite = {"True": "False", "False": "True"}
    return opposite.get(found[0]) or found[0][:-1] + str((int(found[0][-1]) + 1) % 10)


def change_a_metric(path, sanitizer) -> int:
    """Change the last digit of one number that the notebook's own work printed, or whether it printed True or False;
    neither in its opening nor in a check. Returns the number of the code cell, from zero."""
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code):
        ignored = {"nbval-ignore-output", "nbval-skip"} & set(cell.metadata.get("tags", []))
        if ignored or cell.metadata.get("nbgrader", {}).get("locked"):
            continue
        for output in cell.outputs:
            holder, key = (output, "text") if output.output_type == "stream" else (output.get("data", {}), "text/plain")
            changed = RESULT.sub(other, holder.get(key, ""), count=1)
            if sanitizer(changed) != sanitizer(holder.get(key, "")):
                holder[key] = changed
                nbformat.write(notebook, path)
                return number
    raise AssertionError(f"{path.name} stores no metric")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Two notebooks, built, each of which counts the runs that it finds."""
    made = make_course(tmp_path_factory.mktemp("built"), TEXT + LOGS_A_RUN)
    add_notebook(made, renumbered(TEXT + LOGS_A_RUN), renumbered(INDEX), "02_other")
    build_notebooks(read(made), report=lambda _: None)
    return made


@pytest.fixture
def course(built, tmp_path):
    return shutil.copytree(built, tmp_path / "späce 雪")


def test_is_a_changed_metric_the_only_red_cell_with_two_workers(course, tmp_path):
    """The workers share the services, each notebook has a workspace of its own, and the cells of one stay together."""
    solutions = course / "solutions"
    changed = change_a_metric(solutions / "2_tracking" / "02_other.ipynb", Sanitizer(solutions / "sanitize.cfg"))
    outcomes = nbval(tmp_path, solutions, "-n", "2")
    assert len(outcomes) == 14
    assert [place for place, outcome in outcomes.items() if outcome != "PASSED"] == [("02_other", changed)]


def test_does_it_run_without_workers_too(course, tmp_path):
    assert set(nbval(tmp_path, course / "solutions").values()) == {"PASSED"}


def test_is_a_server_of_somebody_elses_never_entered(course, monkeypatch):
    """Where no services were started, the address in the environment is a person's own."""
    monkeypatch.delenv("WORKSHOP_SCRATCH", raising=False)
    item = SimpleNamespace(
        path=course / "solutions" / "2_tracking" / "01_sample.ipynb", parent=SimpleNamespace(kernel=None)
    )
    with pytest.raises(CourseError, match="pytest --nbval solutions"):
        Services(course / "solutions").pytest_runtest_setup(item)


def test_do_tests_without_nbval_start_no_services(course, tmp_path):
    put(course / "solutions" / "2_tracking" / "test_exercise.py", "def test_of_a_learner():\n    assert False\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(course / "solutions")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == pytest.ExitCode.NO_TESTS_COLLECTED, done.stdout
    assert "ready after" not in done.stdout


@pytest.mark.parametrize(("given", "taken"), [(2000, 600), (30, 30)])
def test_is_a_cell_that_hangs_given_up_after_ten_minutes_unless_told_otherwise(tmp_path, given, taken):
    options = SimpleNamespace(nbval_sanitize_with=None, nbval_kernel_name=None, nbval_cell_timeout=given)
    Services(tmp_path).pytest_configure(SimpleNamespace(option=options, getoption=lambda *_: True))
    assert options.nbval_cell_timeout == taken


def stored(folder, change=lambda cells: None, text=TEXT):
    """The defects of a stored notebook after `change` was applied to its code cells by id."""
    course = make_course(folder, text)
    fill(course)
    notebook = read(course).notebooks[0]
    content = nbformat.read(notebook.executed, as_version=4)
    change({cell.id: cell for cell in content.cells if cell.cell_type == "code"})
    nbformat.write(content, notebook.executed)
    return defects(notebook)


def stream(text, name="stdout"):
    return nbformat.v4.new_output("stream", text=text, name=name)


def test_is_a_sound_notebook_accepted(tmp_path):
    assert stored(tmp_path) == []


def test_is_a_cell_that_was_never_executed_refused(tmp_path):
    def change(cells):
        cells["solution-2_1_1"].execution_count = None

    assert stored(tmp_path, change) == ["2.1, code cell 2: was never executed, so nbval compares nothing"]


def test_is_a_notebook_that_stores_nothing_to_compare_refused(tmp_path):
    def change(cells):
        for cell in cells.values():
            cell.outputs = [nbformat.v4.new_output("display_data", data={"image/png": "iVBO"})]

    assert stored(tmp_path, change) == [
        "2.1, code cell 3: is a check without an output to compare",
        "2.1, code cell 6: is a check without an output to compare",
        "2.1, no cell beside the checks has an output that nbval compares",
    ]


@pytest.mark.parametrize("tag", ["nbval-ignore-output", "nbval-skip", "raises-exception"])
def test_is_an_ignored_check_refused_and_another_ignored_cell_accepted(tmp_path, tag):
    tagged = TEXT.replace('# %%\ncheck("2.1.2")', f'# %% tags=["{tag}"]\ncheck("2.1.2")')
    assert f"2.1, code cell 6: is a check, and is tagged {tag}" in stored(tmp_path / "check", text=tagged)
    elsewhere = TEXT.replace("# %%\n### BEGIN", f'# %% tags=["{tag}"]\n### BEGIN', 1)
    assert stored(tmp_path / "elsewhere", text=elsewhere) == []


def test_is_a_comment_that_ignores_an_output_refused(tmp_path):
    text = TEXT.replace("names = [", "# NBVAL_IGNORE_OUTPUT\nnames = [")
    assert "code cell 2: is ignored by a comment" in stored(tmp_path, text=text)[0]


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (stream("x.py:1: UserWarning: Integer columns\n", "stderr"), "has a stored warning: x.py:1: UserWarning"),
        (stream("2026/01/31 14:05:06 WARNING mlflow.sklearn: no\n", "stderr"), "has a stored warning"),
        (stream("Traceback (most recent call last):\n"), "has a stored warning: Traceback"),
        (nbformat.v4.new_output("error", ename="ValueError", evalue="no", traceback=[]), "stored error: ValueError"),
        (stream("kept in /home/ada/workshop/work\n"), "the machine that it was built on: kept in /home/ada"),
        (stream("kept in C:\\Users\\ada\n"), "shows a path of the machine"),
        (stream("kept in /var/folders/x1/y2/T/tmp1\n"), "shows a path of the machine"),
        (stream(f"{sys.prefix}/lib\n"), "shows a path of the machine"),
        (nbformat.v4.new_output("display_data", data={"text/html": f"<b>{gettempdir()}/x</b>"}), "shows a path"),
        (nbformat.v4.new_output("display_data", data={"text/plain": "lib/site-packages/mlflow/x.py"}), "shows a path"),
    ],
)  # fmt: skip
def test_is_a_stored_warning_error_or_path_refused(tmp_path, output, says):
    found = stored(tmp_path, lambda cells: cells["solution-2_1_1"].outputs.append(output))
    assert len(found) == 1 and says in found[0]


@pytest.mark.parametrize(
    "text", ["ratio 3/4", "https://example.org/home/x", "Registered model 'energy'.\n", "mlflow-artifacts:/1/a"]
)
def test_is_what_only_resembles_them_accepted(tmp_path, text):
    assert stored(tmp_path, lambda cells: cells["solution-2_1_1"].outputs.append(stream(text, "stderr"))) == []


def test_is_a_check_that_writes_to_stderr_refused(tmp_path):
    """nbgrader gives such a cell no mark."""
    found = stored(tmp_path, lambda cells: cells["ex-2_1_1"].outputs.append(stream("registered\n", "stderr")))
    assert found == ["2.1, code cell 3: is a check that writes to stderr, so nbgrader gives no points for it"]


@pytest.mark.parametrize("notebook", read().notebooks, ids=lambda notebook: notebook.id)
def test_is_the_stored_notebook_worth_comparing(notebook):
    assert defects(notebook) == []


@pytest.mark.parametrize("notebook", read().notebooks, ids=lambda notebook: notebook.id)
def test_is_a_single_digit_another_result_to_the_sanitizer(notebook, tmp_path):
    copied = tmp_path / notebook.executed.name
    shutil.copy(notebook.executed, copied)
    change_a_metric(copied, Sanitizer(SOLUTIONS / "sanitize.cfg"))  # fails where it finds none


def test_does_nbval_see_a_single_metric_change_in_a_lesson(tmp_path):
    """In one; that nbval passes them all as they are stored is seen by running it on all."""
    notebook, copied = read().notebook("2.1"), tmp_path / "solutions"
    others = [other.executed.name for other in read().notebooks if other != notebook]
    shutil.copytree(SOLUTIONS, copied, ignore=shutil.ignore_patterns("__pycache__", ".*", *others))
    changed = change_a_metric(copied / notebook.folder / notebook.executed.name, Sanitizer(copied / "sanitize.cfg"))
    found = {cell: outcome for (_, cell), outcome in nbval(tmp_path, copied).items()}
    assert [cell for cell, outcome in found.items() if outcome != "PASSED"] == [changed]
