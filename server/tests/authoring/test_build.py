"""Does a build store what a solution gives, the same bytes each time, and nothing of one that fails?"""

import os
import sys
from pathlib import Path

import nbformat
import pytest
from course_samples import INDEX, TEXT, add_notebook, make_course, put, renumbered, scratch_on
from nbclient.exceptions import DeadKernelError

from workshop.authoring import scratch_services
from workshop.authoring.build import build_notebooks
from workshop.course import index
from workshop.course.problems import CourseError, Problems
from workshop.energy import table
from workshop.energy.simulate import simulate
from workshop.kernels import execute
from workshop.kernels.execute import BuildError
from workshop.kernels.this_python import OwnKernel

BEGIN = 'from workshop.lesson import answer, begin, check\ndesk = begin("2.1")\n'  # takes a second
EXECUTED = "solutions/2_tracking/01_sample.ipynb"


@pytest.fixture
def course(tmp_path, services, forked_solutions, monkeypatch):
    """The sample course, to be built on the services of the session in place of some of its own."""
    monkeypatch.setattr(scratch_services, "started", scratch_on(services))
    return make_course(tmp_path / "späce 雪")


def rebuild(course, text: str, **options):
    put(course / "solutions" / "2_tracking" / "01_sample.py", text)
    return build_notebooks(index.read(course), "2.1", report=lambda _: None, **options)[0].executed


def shown(cell) -> str:
    return "".join(output.get("text", "") or output.data["text/plain"] for output in cell.outputs)


def cell(notebook, id):
    return next(cell for cell in notebook.cells if cell.id == id)


def test_are_the_outputs_of_the_solution_stored(course):
    rebuild(course, TEXT)
    stored = nbformat.read(course / EXECUTED, as_version=4)
    assert shown(cell(stored, "solution-2_1_1")) == "2.1.1: handed in 0.8674.\n(['wind', 'solar'], 0.8674)"
    assert shown(cell(stored, "solution-2_1_2-2")) == "logged 0.87 GW\n2.1.2: handed in 0.87.\n"
    assert [c.execution_count for c in stored.cells if c.cell_type == "code"] == [1, 2, 3, 4, 5, 6]
    nbformat.validate(stored)


def test_does_a_second_build_change_no_byte(course):
    rebuild(course, TEXT)
    first = (course / EXECUTED).read_bytes()
    assert b"2.1.2 Log: passed" in first
    again = build_notebooks(index.read(course), "2.1", report=lambda _: None)[0]
    assert (course / EXECUTED).read_bytes() == first
    assert not again.changed


def test_does_nothing_that_a_run_stamps_get_in(course):
    rebuild(course, TEXT)
    stored = (course / EXECUTED).read_text(encoding="utf-8")
    for stamp in ("papermill", "start_time", "iopub", "jupytext", "injected-parameters", '"version"', "widgets"):
        assert stamp not in stored


def test_does_a_result_that_changes_replace_the_stored_one(course):
    rebuild(course, TEXT)
    stored = rebuild(course, TEXT.replace("import uuid", "import uuid  # and"))
    kept = shown(cell(stored, "ex-2_1_1"))
    changed = rebuild(course, TEXT.replace("slope = 0.8674", "slope = 0.9674"))
    assert shown(cell(changed, "solution-2_1_2-2")) == "logged 0.97 GW\n2.1.2: handed in 0.97.\n"
    assert shown(cell(changed, "ex-2_1_1")) == kept


def test_does_a_cell_put_in_above_move_only_the_numbers(course):
    before = rebuild(course, TEXT)
    after = rebuild(course, TEXT.replace("# %% [markdown]\n# ## Fit", "# %%\n1 + 1\n\n# %% [markdown]\n# ## Fit"))
    assert shown(cell(after, "ex-2_1_2")) == shown(cell(before, "ex-2_1_2"))
    output = cell(after, "solution-2_1_1").outputs[-1]
    assert output.execution_count == cell(after, "solution-2_1_1").execution_count == 3


PICTURE = """
# %%
import random
from IPython.display import Image
Image(b"\\x89PNG" + random.randbytes(8), format="png")
"""


def test_is_a_picture_kept_while_nothing_changes(course):
    first = rebuild(course, TEXT + PICTURE)
    assert rebuild(course, TEXT + PICTURE).cells[-1].outputs == first.cells[-1].outputs


def test_is_a_picture_made_anew_when_a_result_changes(course):
    first = rebuild(course, TEXT + PICTURE)
    changed = rebuild(course, TEXT.replace("slope = 0.8674", "slope = 0.9674") + PICTURE)
    assert changed.cells[-1].outputs != first.cells[-1].outputs


def test_are_the_pieces_of_a_stream_joined(course):
    text = (
        TEXT
        + "\n# %%\nimport sys, time\nfor n in range(3):\n    print(n)\n    sys.stdout.flush()\n    time.sleep(0.3)\n"
    )
    assert [output.text for output in rebuild(course, text).cells[-1].outputs] == ["0\n1\n2\n"]


def test_does_a_failing_cell_say_where_and_write_nothing(course):
    rebuild(course, TEXT)
    before = (course / EXECUTED).read_bytes()
    with pytest.raises(BuildError) as error:
        rebuild(course, TEXT.replace("slope = 0.8674", "print('so far')\nslope = 1 / 0"))
    told = str(error.value)
    assert told.startswith(
        "2.1 (solutions/2_tracking/01_sample.py), code cell 2 of 6, raised ZeroDivisionError: division by zero"
    )
    assert "so far" in told and "slope = 1 / 0" in told and "\x1b" not in told
    assert told.endswith("workshop build 2.1")
    assert (course / EXECUTED).read_bytes() == before
    assert list((course / "solutions" / "2_tracking").glob("*.new")) == []


def test_does_a_killed_kernel_say_where(course):
    with pytest.raises(BuildError, match=r"code cell 2 of 6, killed its kernel"):
        rebuild(course, TEXT.replace("slope = 0.8674", "import os\nos._exit(1)"))
    assert not (course / EXECUTED).exists()


def test_does_a_cell_that_takes_too_long_say_where(course, monkeypatch):
    monkeypatch.setattr("workshop.kernels.execute.CELL_SECONDS", 2)
    with pytest.raises(BuildError, match="code cell 2 of 6, ran longer than 2 s"):
        rebuild(course, TEXT.replace(BEGIN, "").replace("slope = 0.8674", "import time\ntime.sleep(120)"))


def test_may_a_cell_that_is_tagged_so_raise(course):
    raising = '\n# %% tags=["raises-exception"]\n1 / 0\n'
    *_, first, after, last = rebuild(course, f'{TEXT}{raising}\n# %%\n"after"\n{raising}').cells
    assert first.outputs[0].ename == last.outputs[0].ename == "ZeroDivisionError"
    assert shown(after) == "'after'"


def test_are_the_other_notebooks_built_when_one_fails(course):
    add_notebook(course, renumbered(TEXT), renumbered(INDEX), "02_other")
    put(course / "solutions" / "2_tracking" / "01_sample.py", TEXT.replace("slope = 0.8674", "slope = nothing"))
    with pytest.raises(BuildError, match="NameError"):
        build_notebooks(index.read(course), report=lambda _: None)
    assert (course / "solutions" / "2_tracking" / "02_other.ipynb").exists()
    assert not (course / EXECUTED).exists()


def test_are_faults_of_all_texts_told_before_anything_runs(course):
    add_notebook(course, renumbered(TEXT).replace("### STUB\n", ""), renumbered(INDEX), "02_other")
    put(course / "solutions" / "2_tracking" / "01_sample.py", TEXT.replace("### STUB\n", ""))
    said = []
    with pytest.raises(Problems) as error:
        build_notebooks(index.read(course), report=said.append)
    assert {problem.path.rpartition("/")[2] for problem in error.value.problems} == {"01_sample.py", "02_other.py"}
    assert said == []


def test_is_the_progress_told_by_notebook_and_cell(course):
    said = []
    build_notebooks(index.read(course), "2.1", report=said.append)
    assert said[1] == '2.1  cell 2 of 6: names = ["wind", "solar"]'
    assert said[-1] == "2.1: solutions/2_tracking/01_sample.ipynb is new"


READS_DATA = TEXT.replace("names = [", "import os\nnames = [os.environ.get('WORKSHOP_DATA'), ")


def test_does_another_data_file_reach_the_notebook_and_is_nothing_stored(course, tmp_path):
    other = tmp_path / "other.csv"
    table.write_csv(simulate(), other)
    executed = rebuild(course, READS_DATA, data=other, save=False)
    assert "other.csv" in shown(cell(executed, "solution-2_1_1"))
    assert not (course / EXECUTED).exists()


def test_is_what_another_data_file_gives_refused_to_be_stored(course, tmp_path):
    put(tmp_path / "other.csv", "time\n")
    with pytest.raises(CourseError, match="--no-save"):
        rebuild(course, TEXT, data=tmp_path / "other.csv")


def test_is_a_data_file_that_is_not_there_named(course, tmp_path):
    with pytest.raises(CourseError, match=r"No data file at .*nowhere\.csv"):
        rebuild(course, TEXT, data=tmp_path / "nowhere.csv", save=False)


def test_is_a_kernel_of_the_same_name_from_another_python_left_alone(course, tmp_path, monkeypatch):
    spec = '{"argv": ["no-such-python", "-f", "{connection_file}"], "display_name": "Other", "language": "python"}'
    put(tmp_path / "jupyter" / "kernels" / "python3" / "kernel.json", spec)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    assert OwnKernel(kernel_name="python3").kernel_spec.argv[0] == sys.executable
    text = TEXT.replace("names = [", "import os, sys\nnames = [os.path.realpath(sys.prefix), ")
    assert repr(os.path.realpath(sys.prefix)) in shown(cell(rebuild(course, text, save=False), "solution-2_1_1"))


def test_does_a_stored_notebook_that_cannot_be_read_give_way(course):
    put(course / EXECUTED, "<<<<<<< ours\n")
    assert shown(cell(rebuild(course, TEXT), "solution-2_1_2-2")) == "logged 0.87 GW\n2.1.2: handed in 0.87.\n"


def test_does_each_notebook_have_a_workspace_of_its_own(course):
    text = TEXT.replace("names = [", "import os\nnames = [os.environ['MLFLOW_WORKSPACE'], ")
    add_notebook(course, renumbered(text), renumbered(INDEX), "02_other")
    put(course / "solutions" / "2_tracking" / "01_sample.py", text)
    found = [
        shown(cell(built.executed, f"solution-2_{nth}_1"))
        for nth, built in enumerate(build_notebooks(index.read(course), save=False, report=lambda _: None), 1)
    ]
    assert "'2-tracking-01-sample'" in found[0] and "'2-tracking-02-other'" in found[1]


def test_is_a_kernel_that_dies_before_the_first_cell_told_of(tmp_path, monkeypatch):
    def die(*_, **__):
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr(execute.papermill_engines, "execute_notebook_with_engine", die)
    make_course(tmp_path)
    notebook = index.read(tmp_path).notebook("2.1")
    with pytest.raises(BuildError, match=r"2\.1 \(solutions/.*\), before its first cell, killed its kernel"):
        execute.run(notebook, nbformat.v4.new_notebook(), lambda *_: None, "Mend the text.", {})


def test_do_scratch_services_lead_to_themselves_alone_and_leave_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("MLFLOW_EXPERIMENT_NAME", "somebody's own")
    monkeypatch.setenv("WORKSHOP_DATA", "somebody's own")
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)
    with scratch_services.started(lambda _: None, Path("other.csv")) as scratch:
        state, kernels = scratch.space.state, scratch_services.for_kernels(scratch)
        assert kernels["WORKSHOP_DATA"] == str(tmp_path.resolve() / "other.csv")
        assert "MLFLOW_EXPERIMENT_NAME" not in kernels
        assert state.exists() and kernels["MLFLOW_TRACKING_URI"] == scratch.tracking_uri
    assert dict(os.environ) == before
    assert not state.parent.exists()
