"""Does `python server` make a whole environment from nothing, find faults in one, and hand over?"""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import psutil
import pytest
from tiny_course import TinyCourse, got

from workshop.paths import COURSE
from workshop.setup import turn, venv
from workshop.setup.errors import SetupError
from workshop.setup.venv import Environment

NOWHERE = "http://127.0.0.1:9/simple"  # the discard port of this machine: refused
OFFLINE = {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": NOWHERE, "UV_HTTP_RETRIES": "0"}
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows sends no signals to other processes")


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    return tmp_path_factory.mktemp("wheels")


@pytest.fixture(scope="module")
def installed(tmp_path_factory, wheels):
    """A course whose .venv is whole; a test that changes something mends it. Gives the course and what was said."""
    course = TinyCourse(tmp_path_factory.mktemp("clone") / "with späces and 雪", wheels)
    code, said = course.run("install")
    assert code == 0, said
    return course, said


@pytest.fixture
def course(installed):
    return installed[0]


@pytest.fixture
def fresh(tmp_path, wheels):
    """A course as cloned: nothing is installed."""
    return TinyCourse(tmp_path / "with späces and 雪", wheels)


def test_does_the_first_start_say_what_it_does(installed):
    course, said = installed
    ours = ("Making", "Getting", "Installing", "Installed in")
    steps = [line.split()[0] for line in said.splitlines() if line.startswith(ours)]
    assert steps == ["Making", "Getting", "Installing", "Installed"]
    assert {"stays", "workshop", "uv", "pip"} <= course.installed()


def test_does_an_install_not_list_every_package(installed):
    """Two hundred lines would push its own sentences, and an error, out of sight."""
    course, said = installed
    assert "stays" in course.installed() and "stays==" not in said and "Resolved" not in said
    assert "Bytecode compiled" in said, "what uv says of its progress comes through"


@posix_only
def test_does_a_terminal_get_the_bars_and_not_the_list(tmp_path):
    """A stand-in for uv draws a bar, lists packages and fails, at a pseudo-terminal."""
    import pty

    says = (
        r"print('\x1b[2mPreparing\x1b[0m 1/2\r', end='', flush=True); "
        r"print('\x1b[2mResolved \x1b[1m2 packages\x1b[0m\n \x1b[32m+\x1b[39m \x1b[1ma\x1b[0m==1\n - b==2'); "
        r"print('error: the disk is full'); import sys; print(sys.stderr.isatty()); sys.exit(3)"
    )
    code = f"import sys; from workshop.setup import relay; sys.exit(relay.run([sys.executable, '-c', {says!r}]))"
    ours, theirs = pty.openpty()
    child = subprocess.Popen([sys.executable, "-c", code], stderr=theirs, stdout=theirs, cwd=COURSE / "server")
    os.close(theirs)
    said = b""
    with suppress(OSError):
        while piece := os.read(ours, 1000):
            said += piece
    os.close(ours)
    assert child.wait(timeout=60) == 3
    assert b"Preparing" in said and b"error: the disk is full" in said and b"True" in said
    assert b"==" not in said and b"Resolved" not in said


def test_is_what_was_installed_byte_compiled(course):
    assert list(course.venv.glob("[Ll]ib/**/__pycache__/stays.*.pyc"))


def test_does_a_second_start_only_hand_over(course):
    code, said = course.run("up", "--no-browser", "a b")
    assert code == 0 and len(said.splitlines()) == 1
    assert got(said)["arguments"] == ["up", "--no-browser", "a b"]
    assert os.path.samefile(got(said)["prefix"], course.venv)


def test_does_the_workshops_exit_code_come_through(course):
    assert course.run("fail")[0] == 7


def test_does_it_work_from_another_directory_and_stay_in_it(course, tmp_path):
    (tmp_path / "workshop.py").write_text("raise SystemExit('the wrong workshop')", encoding="utf-8")
    code, said = course.run("down", folder=tmp_path)
    assert code == 0, said
    assert os.path.samefile(got(said)["folder"], tmp_path)


def test_do_other_packages_stay_out_of_the_way(course, tmp_path):
    code, said = course.run("down", PYTHONPATH=str(tmp_path))
    assert code == 0 and str(tmp_path) not in got(said)["path"]


def test_does_the_test_command_say_what_it_runs_and_run_it(course, tmp_path):
    code, said = course.run("test", "-k", "a b", folder=tmp_path)
    assert code == 0 and "-m pytest server/tests -k" in said.splitlines()[0]
    assert got(said)["arguments"] == ["server/tests", "-k", "a b"]
    assert os.path.samefile(got(said)["folder"], course.root)


def test_does_the_test_command_run_the_one_file_that_is_named(course):
    file = course.root / "server" / "tests" / "test_one.py"
    file.parent.mkdir(exist_ok=True)
    file.write_text("", encoding="utf-8")
    code, said = course.run("test", "server/tests/test_one.py::test_it", "-q", folder=course.root)
    assert code == 0 and got(said)["arguments"] == ["server/tests/test_one.py::test_it", "-q"]


def test_does_help_need_nothing_and_leave_nothing(fresh):
    for arguments in ([], ["--help"], ["-h"]):
        code, said = fresh.run(*arguments)
        assert code == 0 and "python3 server up" in said and "python3 server test" in said
    assert not fresh.venv.exists() and not (fresh.root / ".workshop").exists()


def test_does_a_changed_lock_bring_and_remove_packages_and_leave_the_learners_own(course):
    own = course.venv / "mine.txt"
    own.write_text("kept", encoding="utf-8")
    course.lock("stays", "departs")
    code, said = course.run("install")
    assert code == 0 and "Making" not in said and "departs" in course.installed()
    course.lock("stays")
    code, said = course.run("up")
    assert code == 0 and "Removing packages that the lock no longer names: departs" in said
    assert "departs" not in course.installed() and "stays" in course.installed() and own.exists()


def test_does_install_bring_back_what_was_taken_out(course):
    pip = [str(Environment(course.root).python), "-m", "pip", "uninstall", "--yes", "--quiet", "stays"]
    subprocess.run(pip, check=True)
    assert course.run("up")[0] == 0 and "stays" not in course.installed()
    assert course.run("install")[0] == 0 and "stays" in course.installed()


def test_does_a_moved_course_build_its_environment_anew(course, tmp_path, wheels):
    moved = tmp_path / "elsewhere 雪"
    shutil.copytree(course.root, moved, symlinks=True)
    code, said = course.run("up", folder=moved, server=moved / "server")
    assert code == 0 and "Making .venv" in said
    assert os.path.samefile(got(said)["prefix"], moved / ".venv")


@contextmanager
def installing(course, seconds):
    """A start of `course` in the middle of bringing a changed lock, and the process that installs, for `seconds`."""
    before = course.stamp.read_text(encoding="utf-8")
    course.lock("stays", "departs")
    process = course.start("up", TINY_HANG=str(seconds))
    while "hanging" not in (line := process.stdout.readline()):
        assert line, "it ended before the installation began"
    installer = psutil.Process(int(line.split()[1]))
    try:
        yield process, installer
    finally:
        for left in (process, installer):
            with suppress(psutil.NoSuchProcess):
                left.kill()
        process.wait()
        process.stdout.close()
        course.lock("stays")
        if course.stamp.read_text(encoding="utf-8").startswith("unfinished"):
            course.stamp.write_text(before, encoding="utf-8")  # the stand-in for uv had changed nothing


def ended(process):
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


@posix_only
@pytest.mark.parametrize("how, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_does_an_interruption_end_the_installer_and_mark_what_is_unfinished(course, how, code):
    with installing(course, seconds=600) as (process, installer):
        process.send_signal(how)
        assert process.wait() == code and ended(installer)
        assert "Traceback" not in process.stdout.read()
        assert course.stamp.read_text(encoding="utf-8").startswith("unfinished")


@posix_only
def test_does_the_next_start_wait_for_an_installer_that_was_left_and_build_anew(course):
    with installing(course, seconds=4) as (process, installer):
        process.kill()
        process.wait()
        assert not ended(installer), "the test needs an installer that outlives its parent"
        code, said = course.run("up")
        assert code == 0 and "waiting for it" in said and "Making .venv" in said
        assert ended(installer) and {"stays", "departs"} <= course.installed()


def test_does_a_second_start_wait_while_another_installs(course):
    course.stamp.write_text("a lock of yesterday", encoding="utf-8")
    with turn.alone(course.root / ".workshop" / "install.lock", lambda: None):
        process = course.start("up")
        assert "waiting for it" in process.stdout.readline()
        assert not Environment(course.root).is_whole()
    said = process.communicate()[0]
    assert process.returncode == 0 and "Installing" in said


def test_does_no_network_say_cause_place_and_next_step(fresh):
    code, said = fresh.run("up", **OFFLINE)
    assert code == 1 and "Traceback" not in said
    assert "uv could not be fetched: no connection to the package registry" in said.lower()
    assert f"Where: {fresh.venv}" in said and "Next: check the network" in said and "server' up`" in said


def test_does_no_network_leave_what_was_installed_as_it_was(course):
    before = course.stamp.read_text(encoding="utf-8")
    course.lock("stays", "has-yet-to-come")
    try:
        code, said = course.run("up", **OFFLINE)
        assert code == 1 and "no connection to the package registry" in said
        assert course.stamp.read_text(encoding="utf-8") == before
    finally:
        course.lock("stays")
    assert course.run("up")[0] == 0


def test_does_a_package_that_the_registry_lacks_say_so(course):
    course.lock("stays", "nowhere-to-be-found")
    try:
        code, said = course.run("up")
        assert code == 1 and "does not have what requirements.txt asks for" in said
    finally:
        course.lock("stays")


def test_is_an_environment_made_by_hand_taken_over_and_not_deleted(fresh):
    subprocess.run([sys.executable, "-m", "venv", str(fresh.venv)], check=True)
    own = fresh.venv / "mine.txt"
    own.write_text("kept", encoding="utf-8")
    code, said = fresh.run("up")
    assert code == 0 and "Making .venv" not in said and own.exists() and "stays" in fresh.installed()


@pytest.mark.parametrize(
    "setting, value",
    [
        ("version", "3.10.4"),
        ("version", ""),
        ("home", "/no/such/python"),
        ("command", "python -m venv /elsewhere/.venv"),
    ],
)
def test_is_an_environment_of_another_python_or_place_told_apart(course, tmp_path, setting, value):
    home = Environment(tmp_path)
    shutil.copytree(course.venv, home.venv, symlinks=True, ignore=shutil.ignore_patterns("site-packages"))
    about = home.venv / "pyvenv.cfg"
    right = dict(line.split(" = ", 1) for line in about.read_text(encoding="utf-8").splitlines())
    right["command"] = f"python -m venv {home.venv}"
    about.write_text("\n".join(f"{k} = {v}" for k, v in right.items()), encoding="utf-8")
    assert home.belongs()
    right[setting] = value
    about.write_text("\n".join(f"{k} = {v}" for k, v in right.items()), encoding="utf-8")
    assert not home.belongs()


def test_is_a_link_in_place_of_the_environment_replaced_and_its_target_kept(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.mkdir()
    link.symlink_to(target, target_is_directory=True)
    venv.remove(link)
    assert target.exists() and not link.is_symlink()


def test_does_a_python_without_venv_get_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(venv, "find_spec", lambda name: None)
    monkeypatch.setattr(venv, "apt_is_here", lambda: True)
    with pytest.raises(SetupError, match=rf"sudo apt install python3\.{sys.version_info[1]}-venv"):
        Environment(tmp_path)._make()
    assert "sudo" not in venv.venv_step((3, 12), apt=False)


def test_does_a_full_disk_stop_it_before_anything_is_deleted(course, monkeypatch):
    almost_full = SimpleNamespace(free=5 * 10**8)
    monkeypatch.setattr(venv.shutil, "disk_usage", lambda place: almost_full)
    with pytest.raises(SetupError, match=r"Only 0\.5 GB are free"):
        Environment(course.root)._make()
    assert Environment(course.root).is_whole()


def test_does_a_missing_lock_say_how_to_get_it_back(fresh):
    (fresh.root / "requirements.txt").unlink()
    code, said = fresh.run("up")
    assert code == 1 and "requirements.txt" in said and "git checkout" in said


def test_does_the_help_name_only_commands_that_there_are():
    from workshop.cli import main

    said = subprocess.run([sys.executable, str(COURSE / "server")], capture_output=True, text=True, check=True).stdout
    named = {line.split()[2] for line in said.splitlines() if line.strip().startswith("python3 server ")}
    assert {"up", "down", "doctor"} <= named
    assert named - {"test", "install", "COMMAND"} <= set(main.commands)
