"""Is a script that a check starts on its own, stopped when its time is up, and with it all that it has started?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from workshop.checks import process


@pytest.fixture
def run(tmp_path):
    """Runs a script of this content in a folder of its own; returns how it ended, and the folder."""

    def get(content: str, seconds: float = 60):
        folder = tmp_path / "folder"
        folder.mkdir()
        script = tmp_path / "script.py"
        script.write_text(content, encoding="utf-8")
        (tmp_path / "state").mkdir()
        return process.ended(script, folder.resolve(), seconds, tmp_path / "state", {"MINE": "so"}), folder

    return get


def test_does_it_work_in_its_folder_with_its_own_store_and_what_it_is_given(run, learner):
    ended, folder = run(
        "import json, os, tempfile, mlflow\n"
        "with mlflow.start_run():\n    mlflow.log_metric('a', 1)\n"
        "found = [os.getcwd(), tempfile.gettempdir(), os.environ['MINE'], len(mlflow.search_runs())]\n"
        "json.dump(found, open('found.json', 'w'))\n"
    )
    assert ended.code == 0, ended
    here = str(folder.resolve())
    assert json.loads((folder / "found.json").read_text()) == [here, f"{here}/temporary", "so", 1]


def test_does_it_say_how_it_ended_and_the_last_line(run):
    ended, _ = run("import sys\nprint('first', file=sys.stderr)\nsys.exit('the last')")
    assert ended == process.Ended(1, "the last")


def test_is_it_stopped_when_its_time_is_up(run):
    ended, folder = run(
        "import os, time, pathlib\npathlib.Path('pid').write_text(str(os.getpid()))\ntime.sleep(600)", 5
    )
    assert ended.code is None
    assert not psutil.pid_exists(int((folder / "pid").read_text()))


def test_is_what_it_started_stopped_with_it(run):
    """In a session of its own, so that no signal to the script reaches it."""
    ended, folder = run(
        "import pathlib, subprocess, sys\n"
        "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
        "pathlib.Path('pid').write_text(str(left.pid))\n"
    )
    assert ended.code == 0
    left = int((folder / "pid").read_text())
    assert not psutil.pid_exists(left) or psutil.Process(left).status() == psutil.STATUS_ZOMBIE


def test_is_another_process_left_alone(run):
    other = subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(600)"], env=os.environ | {"TMPDIR": "/tmp"}
    )
    try:
        run("pass")
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_is_the_empty_store_made_once_and_still_empty_after_a_script_has_used_it(run, tmp_path):
    run("import mlflow\nwith mlflow.start_run():\n    mlflow.log_metric('a', 1)")
    (kept,) = Path(tmp_path / "state").glob("*.db")
    made = kept.stat().st_mtime_ns
    assert process._empty_store(tmp_path / "state") == kept and kept.stat().st_mtime_ns == made
    counted = "import mlflow; print(len(mlflow.search_runs(search_all_experiments=True)))"
    own = os.environ | {"MLFLOW_TRACKING_URI": f"sqlite:///{kept}"}
    said = subprocess.run([sys.executable, "-c", counted], env=own, capture_output=True, text=True)
    assert said.stdout.strip() == "0", said.stderr
