"""Does every piece of the mess run, and is it the mess that chapter 1's audit is about?"""

import copy
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request

import nbformat
import numpy as np
import papermill
import psutil
import pytest
from papermill.exceptions import PapermillExecutionError

from workshop.checks.check_of import checks
from workshop.course import index
from workshop.energy.defects import write_raw
from workshop.kernels.this_python import QUIET, OwnKernel
from workshop.paths import GERMANY, STARTING_POINT
from workshop.services.ports import any_free

audit = checks(index.read().notebook("1.1"))
CHANGING, COPIES = audit.CHANGING, audit.COPIES
NOTEBOOKS = ["make_processed_data", *COPIES, "report/weekly_report"]
LARGEST = 400_000  # bytes
STARTS_WITHIN = STOPS_WITHIN = 120  # seconds; a limit for what hangs
THE_SPLIT = "import numpy; print('split', float(numpy.asarray(globals().get('y_test', globals().get('y_te'))).sum()))"
# What Dash's page asks for; its outputs are named in the order of the callback.
OUTPUTS = [("clock", "children"), ("cards", "children"), ("solar", "figure"), ("wind", "figure")]
TICK = {
    "output": "".join(f"..{name}.{part}." for name, part in OUTPUTS) + ".",
    "outputs": [{"id": name, "property": part} for name, part in OUTPUTS],
    "inputs": [
        {"id": "tick", "property": "n_intervals", "value": 5},
        {"id": "hours", "property": "value", "value": 24},
    ],
    "changedPropIds": ["tick.n_intervals"],
}


def listing(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def before():
    """The course's own folder, its files and when they were written, before any test of this module."""
    return {path: path.stat().st_mtime_ns for path in STARTING_POINT.rglob("*")}


@pytest.fixture
def mess(tmp_path, monkeypatch, before):
    """A copy of the chapter in which things run, with a folder for temporary files that must be empty afterwards."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(scratch))
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    folder = tmp_path / "the mess"
    tidy = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints", "*.html", "raw")
    shutil.copytree(STARTING_POINT, folder, ignore=tidy)
    yield folder
    assert not list(scratch.iterdir())
    assert {path: path.stat().st_mtime_ns for path in STARTING_POINT.rglob("*")} == before


def read(name):
    return nbformat.read(STARTING_POINT / f"{name}.ipynb", as_version=4)


def code(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def run(folder, notebook):
    """The notebook after a run in `folder`; PapermillExecutionError where a cell fails."""
    target = folder / "running.ipynb"
    try:
        nbformat.write(notebook, target)
        return papermill.execute_notebook(
            str(target), None, cwd=str(folder), kernel_name="python3", progress_bar=False,
            kernel_manager_class=OwnKernel,
            extra_arguments=QUIET,
        )  # fmt: skip
    finally:
        target.unlink()


def printed(cells):
    return "".join(output.text for cell in cells for output in cell.outputs if output.get("name") == "stdout")


def eval_metrics(name):
    names = {"np": np}
    exec(next(cell.source for cell in code(read(name)) if "def eval_metrics" in cell.source), names)
    return names["eval_metrics"]


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw files")
    write_raw(folder)
    return folder


def test_do_the_raw_files_become_the_very_file_that_is_committed(mess, raw):
    (mess / "germany.csv").unlink()
    shutil.copytree(raw, mess / "raw")
    run(mess, read("make_processed_data"))
    assert (mess / "germany.csv").read_bytes() == GERMANY.read_bytes()


def test_does_a_missing_raw_file_name_the_command_that_brings_it(mess):
    with pytest.raises(PapermillExecutionError, match="workshop data --raw raw"):
        run(mess, read("make_processed_data"))
    assert (mess / "germany.csv").read_bytes() == GERMANY.read_bytes()


@pytest.mark.parametrize("name", COPIES)
def test_does_a_second_run_print_something_else_where_the_audit_says_so_and_on_the_same_split(name, mess):
    files = listing(mess)
    notebook = read(name)
    notebook.cells.append(nbformat.v4.new_code_cell(THE_SPLIT))
    again = copy.deepcopy(notebook.cells)
    for cell in again:
        cell.id = f"{cell.id}-again"
    notebook.cells += again
    cells = code(run(mess, notebook))
    first, second = (printed(half).split("split") for half in (cells[: len(cells) // 2], cells[len(cells) // 2 :]))
    assert "R2: 0." in first[0]
    assert (first[0] != second[0]) == (name in CHANGING)
    assert first[1] == second[1]
    assert listing(mess) == files


def test_does_the_audit_know_how_each_copied_metric_is_computed():
    random = np.random.RandomState(1)
    truth = random.uniform(0, 10, (500, 2)) * [1, 2]
    predicted = truth + random.normal(0, 1, truth.shape)
    scores = {name: eval_metrics(name)(truth, predicted) for name in COPIES}
    for name, known in COPIES.items():
        assert scores[name] == pytest.approx(tuple(known(truth, predicted).values()), abs=1e-12)
    assert len({round(r2, 9) for _, _, r2 in scores.values()}) == 3


def test_is_the_metric_copied_and_the_split_random_in_every_place_that_trains():
    places = {name: "\n".join(cell.source for cell in code(read(name))) for name in NOTEBOOKS[1:]}
    places["dashboard"] = (STARTING_POINT / "dashboard" / "app.py").read_text(encoding="utf-8")
    for name, text in places.items():
        assert "def eval_metrics(" in text, name
        assert "= train_test_split(" in text and "shuffle=False" not in text, name
        assert ".fit(" in text, name


def test_do_the_scores_that_stand_in_the_notebooks_disagree():
    scores = {printed(code(read(name))).split("R2:")[1].strip() for name in COPIES}
    assert len(scores) == len(COPIES)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_was_each_notebook_run_once_and_stored_small(name):
    path = STARTING_POINT / f"{name}.ipynb"
    cells = code(read(name))
    kinds = {output.output_type for cell in cells for output in cell.outputs}
    assert path.stat().st_size < LARGEST
    assert any(cell.outputs for cell in cells) and "error" not in kinds
    text = path.read_text(encoding="utf-8")
    assert not any(word in text for word in ("/tmp/", "/root", "site-packages"))
    assert "text/html" not in text or "plotly.js v" not in text


@pytest.mark.parametrize("name", COPIES)
def test_were_the_models_run_out_of_order(name):
    counts = [cell.execution_count for cell in code(read(name)) if cell.execution_count]
    assert counts != list(range(1, len(counts) + 1))


def test_does_the_script_render_the_report_from_any_folder(mess, tmp_path):
    files = listing(mess)
    ran = subprocess.run(
        [sys.executable, str(mess / "report" / "render.py")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert ran.returncode == 0, ran.stderr
    assert listing(mess) - files == {"report/weekly_report.html"}
    page = (mess / "report" / "weekly_report.html").read_text(encoding="utf-8")
    assert "Renewables, week of 22 December 2014" in page
    assert page.count("Plotly.newPlot(") >= 2 and "plotly.js v" in page
    assert "RMSE" in page and "train_test_split" not in page


def ask(port, path, body=None):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        json.dumps(body).encode() if body else None,
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=STARTS_WITHIN) as reply:
        return reply.read().decode()


@pytest.fixture
def dashboard(mess, tmp_path):
    """The dashboard's process and its port, once it answers; stopped afterwards in any case."""
    port = any_free()
    process = subprocess.Popen(
        [sys.executable, str(mess / "dashboard" / "app.py"), "--port", str(port)], cwd=tmp_path,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # Windows: Ctrl-Break reaches it alone
    )  # fmt: skip
    try:
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                ask(port, "/")
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < until
                time.sleep(0.2)
        yield process, port
    finally:
        process.kill()
        process.wait()


def test_does_the_dashboard_answer_on_the_loopback_only_and_stop_when_asked(dashboard, mess):
    files = listing(mess)
    process, port = dashboard
    assert "Live insight" in ask(port, "/")
    answer = json.loads(ask(port, "/_dash-update-component", TICK))["response"]
    assert "December 2014" in answer["clock"]["children"]
    assert len(answer["cards"]["children"]) == 4
    assert all(len(answer[target]["figure"]["data"]) == 2 for target in ("solar", "wind"))
    listening = [it.laddr.ip for it in psutil.Process(process.pid).net_connections() if it.status == psutil.CONN_LISTEN]
    assert listening == ["127.0.0.1"]
    process.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
    process.wait(STOPS_WITHIN)
    assert listing(mess) == files
