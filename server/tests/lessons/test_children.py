"""Is what a walk's cells start forked, and is it what a started script or kernel is?"""

import sys
from types import SimpleNamespace

import psutil
import pytest
from kernels import Kernel, gone, value, wait_until
from walks import quick_kernel

from workshop.authoring import scratch_services
from workshop.kernels.warm import warm
from workshop.services import Workspace

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")

SCRIPT = """
import json, os, sys
print(json.dumps({"arguments": sys.argv, "folder": os.getcwd(), "beside": sys.path[0], "name": __name__,
                  "parent": os.getppid(), "session": os.getsid(0) == os.getpid(),
                  "imported": "sklearn.ensemble" in sys.modules, "threads": os.environ.get("OMP_NUM_THREADS"),
                  "said": os.environ.get("SAID"), "input": sys.stdin.read()}))
print("ähm", file=sys.stderr)
sys.exit(int(sys.argv[1]))
"""
RUN = """
import json, os, subprocess, sys
from fork_client import THREADS as threads
def ran(code, **how):
    done = subprocess.run([sys.executable, "script.py", code], capture_output=True, encoding="utf-8", **how)
    return done.returncode, done.stderr, json.loads(done.stdout)
"""
FAILS = """
open("fails.py", "w").write("raise KeyError('it')")
done = subprocess.run([sys.executable, "fails.py"], capture_output=True, env=os.environ | threads)
done.returncode, done.stderr.decode()
"""

ENDLESS = """
open("endless.py", "w").write("import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(600)")
import psutil
error = ""
try:
    subprocess.run([sys.executable, "endless.py"], capture_output=True, env=os.environ | threads, timeout=3)
except subprocess.TimeoutExpired as late:
    error = type(late).__name__
left = int(open("pid").read())
error, psutil.pid_exists(left) and psutil.Process(left).status() != psutil.STATUS_ZOMBIE
"""
A_NOTEBOOK = """
import nbformat, papermill
from workshop.kernels.this_python import QUIET, OwnKernel
cell = nbformat.v4.new_code_cell("import os, sys; print(os.getppid(), 'mlflow' in sys.modules)")
nbformat.write(nbformat.v4.new_notebook(cells=[cell]), "made.ipynb")
how = {"kernel_manager_class": OwnKernel, "extra_arguments": QUIET, "progress_bar": False}
ran = papermill.execute_notebook("made.ipynb", None, kernel_name="python3", **how)
ran.cells[0].outputs[0].text, os.getppid()
"""


@pytest.fixture(scope="module")
def environment():
    """That of a walk's kernels, which a fork server forks."""
    environment = scratch_services.for_kernels(Workspace.here())
    with warm(pytest.fail, environment):
        yield environment


@pytest.fixture(scope="module")
def start(environment, tmp_path_factory):
    """Starts a kernel as a walk has it, in a folder with the script; they are stopped in the end."""
    started = []

    def get() -> Kernel:
        folder = tmp_path_factory.mktemp("walk").resolve()
        (folder / "script.py").write_text(SCRIPT)
        started.append(quick_kernel(SimpleNamespace(text=folder / "script.py"), environment, folder / "forests"))
        value(started[-1], f"{RUN}\n0")
        return started[-1]

    yield get
    for kernel in started:
        kernel.stop()


@pytest.fixture(scope="module")
def kernel(start):
    return start()


def test_is_a_script_forked_and_its_result_that_of_a_started_one(kernel):
    code, errors, said = value(kernel, 'ran("3", env=os.environ | threads | {"SAID": "x"})')
    cold_code, cold_errors, cold = value(
        kernel, 'ran("3", env=os.environ | threads | {"SAID": "x"}, stdin=subprocess.DEVNULL)'
    )
    pid, parent = value(kernel, "os.getpid()"), said.pop("parent")
    assert psutil.Process(parent).ppid() == pid and said.pop("imported") and said.pop("session")
    assert cold.pop("parent") == pid and not cold.pop("imported") and not cold.pop("session")
    assert (code, errors, said) == (cold_code, cold_errors, cold)
    assert (code, errors, said["said"]) == (3, "ähm\n", "x")


@pytest.mark.parametrize("how", ["", "env=os.environ | threads | {'OMP_NUM_THREADS': '2'}"])
def test_does_a_script_with_other_threads_start_cold(kernel, how):
    code, errors, said = value(kernel, f'ran("0", {how})')
    assert (code, errors) == (0, "ähm\n")
    assert said["parent"] == value(kernel, "os.getpid()") and not said["imported"]


def test_is_a_forked_script_ended_when_its_time_is_over(kernel):
    _, _, said = value(kernel, 'ran("0", env=os.environ | threads, timeout=60)')
    assert said["imported"]
    error, left = value(kernel, ENDLESS)
    assert error == "TimeoutExpired" and not left


def test_does_a_script_that_fails_leave_its_error(kernel):
    code, errors = value(kernel, FAILS)
    assert code == 1 and errors.endswith("KeyError: 'it'\n")


def test_is_a_kernel_that_a_cell_starts_forked(kernel):
    """The fork server that has forked the walk's kernel forks it."""
    said, ours = value(kernel, A_NOTEBOOK)
    assert said.split() == [str(ours), "True"]


def test_does_the_fork_server_of_scripts_end_with_its_kernel(start):
    kernel = start()
    _, _, said = value(kernel, 'ran("0", env=os.environ | threads)')
    assert not gone(said["parent"])
    kernel.stop()
    wait_until(lambda: gone(said["parent"]), "it is gone")
