"""Is a machine that cannot run the workshop told so, in a sentence, whatever Python it has?"""

import ast
import ctypes
import os
import runpy
import shutil
import signal
import subprocess
import sys
import textwrap

import psutil
import pytest
from tiny_course import APART

from workshop.paths import COURSE
from workshop.setup import job, machine
from workshop.setup.machine import Machine

SERVER = COURSE / "server"
BEFORE_INSTALLATION = [
    SERVER / "__main__.py",
    *(SERVER / "workshop" / name for name in ("__init__.py", "paths.py", "errors.py")),
    *sorted((SERVER / "workshop" / "setup").glob("*.py")),
]
FIT = Machine((3, 12), "cpython", "Linux", "x86_64", 64, musl=False, free_threaded=False)
UNFIT = {
    "an old Python": (FIT._replace(python=(3, 10)), "needs Python 3.11, 3.12 or 3.13"),
    "PyPy": (FIT._replace(implementation="pypy"), "is pypy"),
    "no GIL": (FIT._replace(free_threaded=True), "free-threaded"),
    "an Intel Mac": (FIT._replace(system="Darwin"), "Intel Mac"),
    "32 bits": (FIT._replace(system="Windows", architecture="win32", bits=32), "32-bit"),
    "Windows on ARM": (FIT._replace(system="Windows", architecture="arm64"), "Windows-on-ARM"),
    "Alpine": (FIT._replace(musl=True), "musl"),
}


@pytest.mark.parametrize("place", BEFORE_INSTALLATION, ids=lambda place: place.name)
def test_can_an_old_python_read_what_comes_before_the_installation(place):
    ast.parse(place.read_text(encoding="utf-8"), feature_version=(3, 7))  # as far back as Python itself can tell


@pytest.mark.parametrize("place", BEFORE_INSTALLATION, ids=lambda place: place.name)
def test_does_what_comes_before_the_installation_need_only_the_standard_library(place):
    roots = set()
    for node in ast.walk(ast.parse(place.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots |= {f"{node.module}.{alias.name}" for alias in node.names}
    ours = ("workshop.setup", "workshop.paths", "workshop.errors")
    others = {name for name in roots if name.split(".")[0] not in sys.stdlib_module_names}
    assert {name for name in others if not name.startswith(ours)} == set()


@pytest.mark.parametrize("place", BEFORE_INSTALLATION, ids=lambda place: place.name)
def test_is_nothing_newer_than_python_36_imported_before_the_installation(place):
    text = place.read_text(encoding="utf-8")
    assert "from __future__" not in text and "import dataclass" not in text and "capture_output" not in text


@pytest.mark.parametrize("here, part", UNFIT.values(), ids=UNFIT)
def test_does_an_unfit_machine_get_a_sentence(here, part):
    assert part in machine.obstacle(here)


@pytest.mark.parametrize(
    "here",
    [
        FIT,
        FIT._replace(python=(3, 11), architecture="aarch64"),
        FIT._replace(system="Darwin", architecture="arm64"),
        FIT._replace(system="Windows", architecture="amd64", python=(3, 13)),
    ],
)
def test_does_a_fit_machine_get_none(here):
    assert machine.obstacle(here) == "" and machine.caution(here) == ""


def test_is_this_machine_fit():
    assert machine.obstacle(machine.this_machine()) == ""


def test_does_a_python_that_is_newer_than_the_lock_get_a_word_and_go_on():
    newer = FIT._replace(python=(3, 14))
    assert machine.obstacle(newer) == "" and "3.14 is newer" in machine.caution(newer)


def test_is_the_python_that_was_found_named_as_one_would_type_it():
    said = machine.other_python(["/opt/my pythons/python3.12"], ["server", "up"], [])
    assert said.endswith("'/opt/my pythons/python3.12' server up") or os.name == "nt"
    assert "Looked" not in said


def test_does_a_machine_without_a_fitting_python_hear_where_it_was_looked_for():
    said = machine.other_python(None, ["server", "up"], ["/usr/bin", "/opt/bin"])
    assert "3.13" in said and "3.11" in said and "/usr/bin" + os.pathsep + "/opt/bin" in said
    assert said.splitlines()[-1].strip().endswith("3.11 server up")


@pytest.mark.skipif(os.name == "nt", reason="there the launcher py is asked instead")
def test_is_a_name_on_the_path_that_does_not_run_or_is_another_passed_over(tmp_path, monkeypatch):
    for name, body in [("python3.13", "exit 127"), ("python3.12", "echo 3.8"), ("python3.11", "echo 3.11")]:
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.fitting() == [str(tmp_path / "python3.11")]
    (tmp_path / "python3.11").unlink()
    assert machine.fitting() is None


def old_python():
    """The oldest Python on the PATH that runs and is too old, or None."""
    for name in ("python3.6", "python3.7", "python3.8", "python3.9", "python3.10"):
        place = shutil.which(name)
        if place and not subprocess.run([place, "--version"], capture_output=True).returncode:
            return place
    return None


@pytest.mark.skipif(not old_python(), reason="no Python older than 3.11 on the PATH")
def test_does_a_real_old_python_print_the_sentence_and_no_stack():
    call = [old_python(), "-B", str(SERVER), "up"]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
    assert "The workshop needs Python 3.11, 3.12 or 3.13; this is Python 3." in done.stderr
    assert str(SERVER) in done.stderr.splitlines()[-1] and done.stderr.rstrip().endswith(" up")


# On Windows the bootstrap stays, and accompanies the workshop

HANDED_OVER = """
import signal, sys, time
def interrupted(*_):
    time.sleep(0.5)  # what is to be done at the end takes a while, and is waited for
    sys.exit(5)
signal.signal(signal.SIGINT, interrupted)
print("ready", flush=True)
time.sleep(60)
"""
ACCOMPANIES = """
import runpy, sys
server, code = sys.argv[1:]
sys.exit(runpy.run_path(server + "/__main__.py", run_name="bootstrap")["accompany"]([sys.executable, "-c", code]))
"""


def accompanied(code):
    """The function `accompany` in a process of its own, with `code` as the workshop."""
    call = [sys.executable, "-c", ACCOMPANIES, str(SERVER), textwrap.dedent(code)]
    return subprocess.Popen(call, stdout=subprocess.PIPE, text=True, **APART)


def test_is_the_exit_code_of_the_accompanied_passed_on():
    with accompanied("raise SystemExit(7)") as process:
        assert process.wait() == 7


def test_do_windows_own_exit_codes_fit_what_exit_takes(monkeypatch):
    accompany = runpy.run_path(str(SERVER / "__main__.py"), run_name="bootstrap")["accompany"]
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(job, "bind", lambda process: None)
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: type("Ended", (), {"wait": lambda self: 0xC000013A})())
    assert accompany(["workshop"]) == -0x3FFFFEC6


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no Ctrl-C to another console's processes")
def test_does_ctrl_c_leave_the_end_to_the_accompanied():
    with accompanied(HANDED_OVER) as process:
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait() == 5


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64-bit Windows")
def test_have_the_structures_of_a_job_the_sizes_that_windows_wants():
    flags = job.BasicLimits.flags
    assert ctypes.sizeof(job.BasicLimits) == 64 and (flags.offset, flags.size) == (16, 4)
    assert ctypes.sizeof(job.ExtendedLimits) == 144 and job.ExtendedLimits.process_memory.offset == 112


@pytest.mark.skipif(os.name != "nt", reason="a job object is Windows'; elsewhere the bootstrap becomes the workshop")
def test_does_the_accompanied_end_with_a_bootstrap_that_is_killed():
    with accompanied("import os, time; print(os.getpid(), flush=True); time.sleep(600)") as process:
        child = psutil.Process(int(process.stdout.readline()))
        process.kill()
        assert not psutil.wait_procs([child], timeout=60)[1]
