"""When is a kernel cold, does it say so, and do the fork server and its kernels end when they should?"""

import ast
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from ipykernel.kernelspec import get_kernel_dict
from kernels import Kernel, gone, is_warm, value, wait_until

from workshop.kernels import warm as front
from workshop.kernels.forked import Cold, Forked, wait_until_ready
from workshop.kernels.provisioner import ADDRESS, CHOICE, order, say_once
from workshop.kernels.warm import warm

SUPPORT = Path(__file__).parents[1] / "support"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

OWNER = """
import os, sys, time
sys.path.insert(0, {tests!r})
from contextlib import nullcontext
from kernels import Kernel
from workshop.kernels.warm import warm
with warm(print) if {own_fork_server} else nullcontext():
    kernel = Kernel({folder!r})
    print(kernel.run("import os; os.getpid(), os.getppid()")[0], flush=True)
    time.sleep(600)
"""


@pytest.fixture
def said(caplog):
    """Returns what was logged about kernels that start cold during this test; earlier tests don't count."""
    say_once.cache_clear()
    caplog.set_level(logging.WARNING, "workshop.kernels")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "workshop.kernels"]


def ordered(**how) -> Forked:
    """A kernel ordered as jupyter_client does it. It ends by itself, because it has no connection file."""
    command = how.pop("command", [*get_kernel_dict()["argv"][:-1], "no-such-folder/kernel.json"])
    environment = dict(os.environ) | how.pop("env", {})
    wait_until_ready(Path(os.environ[ADDRESS]))
    return order(Path(os.environ[ADDRESS]), command, **{"env": environment, "cwd": "/"} | how)


@pytest.mark.parametrize(
    "name", ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONHASHSEED", "PYTHONPATH", "MPLBACKEND", "KERAS_BACKEND",
             "JAX_ENABLE_X64", "TZ", "HOME", "SCIPY_ARRAY_API", "MLFLOW_LOGGING_LEVEL"],
)  # fmt: skip
def test_does_a_variable_that_is_read_early_make_the_kernel_cold(forking, name):
    with pytest.raises(Cold, match=name):
        ordered(env={name: "7"})


@pytest.mark.parametrize("name", ["PATH", "PYTEST_CURRENT_TEST", "MLFLOW_TRACKING_URI", "WORKSHOP_STATE", "ANYTHING"])
def test_does_another_variable_not(forking, name):
    ordered(env={name: "7"}).kill()


@pytest.mark.parametrize(
    "how", [{"command": ["another-python", "-m", "ipykernel_launcher"]}, {"stdout": subprocess.PIPE},
            {"independent": True}, {"cwd": "/no such folder"}],
)  # fmt: skip
def test_is_what_a_fork_cannot_give_left_to_a_cold_start(forking, how):
    with pytest.raises(Cold):
        ordered(**how)


def test_does_a_kernel_that_must_be_cold_work_and_say_so_once(forking, start, monkeypatch, said):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    for _ in range(2):
        kernel = start()
        assert not is_warm(kernel)
        assert value(kernel, "import os; os.environ['OMP_NUM_THREADS']") == "1"
    assert said() == [
        "No warm kernels (these variables have changed since the start: OMP_NUM_THREADS); notebooks start more slowly."
    ]


def test_do_kernels_outlive_a_fork_server_that_dies_and_new_ones_start_cold(start, said):
    with warm(pytest.fail):
        kernel = start()
        assert is_warm(kernel)
        os.kill(psutil.Process(kernel.manager.provisioner.pid).ppid(), signal.SIGKILL)
        assert value(kernel, "1 + 1") == 2
        assert [is_warm(start()), is_warm(start())] == [False, False]
        cause = "the process that they are forked from is gone"
        assert said() == [f"No warm kernels ({cause}); notebooks start more slowly."]
        os.kill(kernel.manager.provisioner.pid, signal.SIGKILL)
        wait_until(lambda: not kernel.manager.is_alive(), "the death is noticed")


def test_is_a_kernel_cold_when_the_fork_server_dies_before_it_is_ordered(start, said, monkeypatch):
    monkeypatch.setattr(front.ForkServerProcess, "begin", lambda fork_server: fork_server.process.kill())
    with warm(pytest.fail):
        assert not is_warm(start())
    assert len(said()) == 1


def test_does_a_machine_without_fork_say_so_and_start_cold(monkeypatch):
    told = []
    for name in (ADDRESS, CHOICE):
        monkeypatch.delenv(name, raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "platform", "win32")
        with warm(told.append):
            assert ADDRESS not in os.environ and CHOICE not in os.environ
    assert told == ["No warm kernels (they need Linux); notebooks start more slowly."]


def own(tmp_path, own_fork_server: bool) -> tuple[subprocess.Popen, int, int]:
    """A process that has ordered a kernel, and the process ids of that kernel and of its fork server."""
    script = OWNER.format(tests=str(SUPPORT), own_fork_server=own_fork_server, folder=str(tmp_path))
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path))
    owner = subprocess.Popen([sys.executable, "-c", script], env=os.environ | places, stdout=subprocess.PIPE, text=True)
    return owner, *ast.literal_eval(owner.stdout.readline())


@pytest.mark.parametrize("own_fork_server", [False, True])
def test_does_a_kernel_end_with_the_process_that_ordered_it(forking, tmp_path, own_fork_server):
    """That process is killed. If it has started a fork server of its own, this ends as well and removes its folder."""
    owner, kernel, fork_server = own(tmp_path, own_fork_server)
    owner.kill()
    owner.wait()
    wait_until(lambda: gone(kernel), "the kernel is gone")
    if own_fork_server:
        wait_until(lambda: gone(fork_server), "the fork server is gone")
        wait_until(lambda: not list(tmp_path.glob("workshop-*")), "its folder is gone")
    else:
        assert not gone(fork_server)


def test_does_a_fork_server_that_is_told_to_end_end_its_kernels_and_remove_its_folder(forking, tmp_path):
    owner, kernel, fork_server = own(tmp_path, own_fork_server=True)
    try:
        os.kill(fork_server, signal.SIGTERM)
        wait_until(lambda: gone(fork_server) and gone(kernel), "both are gone")
        assert not list(tmp_path.glob("workshop-kernels-*"))
    finally:
        owner.kill()
        owner.wait()


def test_is_nothing_left_when_the_with_ends(forking, tmp_path):
    with warm(pytest.fail):
        folder = Path(os.environ[ADDRESS]).parent
        assert folder.stat().st_mode & 0o077 == 0
        kernel = Kernel(tmp_path)
        pid, fork_server = kernel.manager.provisioner.pid, psutil.Process(kernel.manager.provisioner.pid).ppid()
    assert gone(pid) and gone(fork_server) and not folder.exists()
    kernel.stop()


def test_does_no_more_than_known_look_for_the_notebook_when_it_is_imported(forking):
    """A library that finds no shell at its import may behave differently in a notebook; kernel.py handles these two."""
    script = """
import IPython, os, sys
from IPython.core import getipython
def noted():
    print(sys._getframe(1).f_globals["__name__"])
IPython.get_ipython = getipython.get_ipython = noted
from workshop.kernels import forkserver, imports
imports.load(imports.lessons(dict(os.environ)))
forkserver.assert_alone()
"""
    done = subprocess.run([sys.executable, "-c", script], env=os.environ, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == {"tqdm.autonotebook", "ipywidgets"}
