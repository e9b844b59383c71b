"""Is notebook 2.6 safe in a learner's own repository, whatever stands in it, however git is set, and if it is cut
short?"""

import os
import subprocess
import time
from pathlib import Path

import pytest
from kernels import Kernel
from walks import cells

from workshop.authoring import scratch_services
from workshop.course import index

NOTEBOOK = index.read().notebook("2.6")
SCRIPT = "2_tracking/train_forest.py"
GITCONFIG = """\
[commit]
    gpgsign = true
[gpg]
    program = no-such-program
[color]
    ui = always
[core]
    hooksPath = {hooks}
[diff]
    noprefix = true
    external = no-such-program
"""


@pytest.fixture(scope="module")
def opened():
    with scratch_services.started(print) as scratch:
        yield scratch


@pytest.fixture
def work(opened, tmp_path, monkeypatch, request):
    """A learner's folder, on a machine where git knows no name, must sign, has a hook that refuses, and is called from
    within another repository's hook; what is temporary goes to a folder of the test's own."""
    home, hooks, temporary = tmp_path / "home", tmp_path / "hooks", tmp_path / "temporary"
    for folder in (home, hooks, temporary):
        folder.mkdir()
    course = index.read()
    workspace = scratch_services.enter(course, opened, request.node.name)
    for name, value in scratch_services.for_kernels(workspace, course).items():
        monkeypatch.setenv(name, value)
    (home / ".gitconfig").write_text(GITCONFIG.format(hooks=hooks.as_posix()), encoding="utf-8")
    hook = hooks / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    for name, value in {
        "HOME": home, "XDG_CONFIG_HOME": home, "GIT_CONFIG_NOSYSTEM": 1, "GIT_DIR": tmp_path / "no.git",
        "TMPDIR": temporary,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, str(value))
    return workspace.space.work


@pytest.fixture
def kernel():
    started = []

    def start() -> Kernel:
        started.append(Kernel(NOTEBOOK.text.parent))
        started[-1].run(
            "import tempfile\ntempfile.tempdir = None"
        )  # a warm kernel remembers the one of its fork server
        return started[-1]

    yield start
    for kernel in started:
        kernel.stop()


def git(folder: Path, *arguments: str) -> str:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return subprocess.run(["git", *arguments], cwd=folder, env=plain, check=True, capture_output=True, text=True).stdout


def run_all(kernel: Kernel) -> list[str]:
    """The errors of the whole solution."""
    return [error for _, _, source in cells(NOTEBOOK) if (error := kernel.run(source)[1])]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*") if path.is_file() and ".git" not in path.relative_to(folder).parts
    }  # fmt: skip


def test_does_every_file_of_the_learners_stay_as_it_is(work, kernel):
    edited = (work / SCRIPT).read_text(encoding="utf-8").replace("LEAF = 5 ", "LEAF = 6 ")
    (work / SCRIPT).write_text(edited, encoding="utf-8", newline="\n")
    (work / "2_tracking" / "01_linear_regression.ipynb").write_text("half saved", encoding="utf-8")
    (work / "2_tracking" / "notes.txt").write_text("mine", encoding="utf-8")
    (work / "2_tracking" / ".env").write_text("TOKEN=1", encoding="utf-8")
    (work / "1_starting_point" / "README.md").write_text("staged", encoding="utf-8")
    git(work, "add", "1_starting_point/README.md")
    before = contents(work)
    assert run_all(kernel()) == []
    assert contents(work) == before
    assert git(work, "-c", "color.ui=never", "status", "--porcelain").splitlines() == [
        "M  1_starting_point/README.md",
        " M 2_tracking/01_linear_regression.ipynb",
        "?? 2_tracking/.env",
        "?? 2_tracking/notes.txt",
    ]
    last = git(work, "log", "-2", "--format=%s by %an", "--name-only").splitlines()
    assert last == ["Months later by Learner", "Before a recorded run by Learner", "", SCRIPT]
    assert len(git(work, "worktree", "list").splitlines()) == 1
    assert list(Path(os.environ["TMPDIR"]).glob("checkout*")) == []


def test_is_a_script_that_came_after_the_first_commit_committed(work, kernel):
    git(work, "rm", "--quiet", "--cached", SCRIPT)
    somebody = ("-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    git(work, *somebody, "commit", "--no-verify", "--message", "As it was")
    assert run_all(kernel()) == []
    assert git(work, "show", f"HEAD:{SCRIPT}") == (work / SCRIPT).read_text(encoding="utf-8")


def test_does_a_kernel_that_was_killed_with_the_edit_in_place_leave_the_next_run_nothing_to_trip_over(work, kernel):
    first, before = kernel(), contents(work)
    for _, _, source in cells(NOTEBOOK)[:6]:
        assert first.run(source)[1] == ""
    doomed = (
        "import os, signal\nwith checkout('HEAD') as draft:\n    edit(draft)\n    os.kill(os.getpid(), signal.SIGKILL)"
    )
    first.client.execute(doomed)
    wait_for_death(first)
    assert contents(work) == before
    assert run_all(kernel()) == []
    assert contents(work) == before


def wait_for_death(kernel: Kernel) -> None:
    """AssertionError where it is still alive after a minute."""
    for _ in range(600):
        if not kernel.manager.is_alive():
            return
        time.sleep(0.1)
    raise AssertionError("the kernel lives")


def test_does_an_interrupt_take_the_edit_back(work, kernel):
    started, before = kernel(), contents(work)
    for _, _, source in cells(NOTEBOOK)[:6]:
        assert started.run(source)[1] == ""
    _, error = started.run("with checkout('HEAD') as draft:\n    edit(draft)\n    raise KeyboardInterrupt")
    assert error.startswith("KeyboardInterrupt")
    assert contents(work) == before
    assert len(git(work, "worktree", "list").splitlines()) == 1


@pytest.mark.parametrize("missing", ["git", "history"])
def test_is_it_said_what_to_do_without_git_or_without_a_history(missing, work, kernel):
    started = kernel()
    (_, _, opening), (_, _, setup) = cells(NOTEBOOK)[:2]
    started.run(opening)
    started.run("import os\nos.environ['PATH'] = ''" if missing == "git" else "")
    if missing == "history":
        (work / ".git").rename(work / "was.git")
    _, error = started.run(setup)
    assert error.startswith("RuntimeError") and "has no history: install git" in error
