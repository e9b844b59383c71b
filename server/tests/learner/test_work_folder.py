"""Does the learner get a copy of their own, with a history, and is nothing of theirs ever overwritten?"""

import os
import subprocess

import pytest
from course_samples import fill, make_course, put

from workshop.authoring.release import release_course
from workshop.course import index
from workshop.learner.work_folder import prepare


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course in git, with a mess of a first chapter, and a home folder without a name for git."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    made = make_course(tmp_path / "cöurse")
    put(made / "1_starting_point" / "germany.csv", "time\n")
    put(made / "1_starting_point" / "report" / "report.py", "print(1)\n")
    put(made / "server" / "x.py", "x = 1\n")
    git(made, "init", "--quiet")
    git(made, "add", "--all")
    git(made, "-c", "user.name=A", "-c", "user.email=a@b", "commit", "--quiet", "--message", "course")
    fill(made)
    release_course(index.read(made))
    put(made / "1_starting_point" / "__pycache__" / "x.pyc", "x")
    put(made / "1_starting_point" / ".ipynb_checkpoints" / "x.ipynb", "{}")
    put(made / "1_starting_point" / "left_by_somebody.csv", "1\n")
    return made


def git(folder, *arguments) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def files_in(work) -> list[str]:
    return sorted(
        path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file() and ".git" not in path.parts
    )


CHAPTERS = [
    ".gitignore",
    "1_starting_point/germany.csv",
    "1_starting_point/report/report.py",
    "2_tracking/01_sample.ipynb",
]


def test_is_what_git_tracks_or_a_release_wrote_copied_and_nothing_else(course):
    done = prepare(index.read(course), course / "work")
    assert files_in(course / "work") == CHAPTERS
    assert [path.relative_to(course / "work").as_posix() for path in done.added] == CHAPTERS[1:]
    assert done.warning == ""


def test_is_a_file_beside_the_texts_copied_as_its_source_gives_it_before_it_is_released(course):
    put(
        course / "solutions" / "2_tracking" / "train.py",
        "### BEGIN SOLUTION\nx = 1\n### STUB\n# x = ____\n### END SOLUTION\n",
    )
    prepare(index.read(course), course / "work")
    assert (course / "work" / "2_tracking" / "train.py").read_text(encoding="utf-8") == "x = ____\n"


def test_is_the_copy_a_repository_of_its_own_with_a_first_commit(course):
    prepare(index.read(course), course / "work")
    assert git(course / "work", "rev-parse", "--show-toplevel").strip() == (course / "work").resolve().as_posix()
    assert git(course / "work", "status", "--porcelain") == ""
    assert sorted(git(course / "work", "-c", "core.quotepath=off", "ls-files").split("\n")[:-1]) == CHAPTERS
    assert (
        git(course / "work", "log", "--format=%an <%ae> %s")
        == "Learner <learner@localhost> The course as it was handed out\n"
    )


def test_is_the_learners_own_name_taken_where_git_knows_it(course, tmp_path):
    put(tmp_path / "home" / ".gitconfig", "[user]\n\tname = Ada\n\temail = ada@example.org\n")
    prepare(index.read(course), course / "work")
    assert git(course / "work", "log", "--format=%an <%ae>") == "Ada <ada@example.org>\n"


def test_does_a_second_time_change_nothing(course):
    prepare(index.read(course), course / "work")
    head, files = git(course / "work", "rev-parse", "HEAD"), files_in(course / "work")
    again = prepare(index.read(course), course / "work")
    assert (again.added, again.warning) == ((), "")
    assert (git(course / "work", "rev-parse", "HEAD"), files_in(course / "work")) == (head, files)


def test_is_what_the_learner_wrote_never_overwritten(course):
    prepare(index.read(course), course / "work")
    put(course / "work" / "2_tracking" / "01_sample.ipynb", "mine")
    put(course / "work" / ".gitignore", "mine")
    prepare(index.read(course), course / "work")
    assert (course / "work" / "2_tracking" / "01_sample.ipynb").read_text(encoding="utf-8") == "mine"
    assert (course / "work" / ".gitignore").read_text(encoding="utf-8") == "mine"


def test_is_a_new_chapter_added_beside_the_learners_work(course):
    prepare(index.read(course), course / "work")
    put(course / "work" / "2_tracking" / "01_sample.ipynb", "mine")
    head = git(course / "work", "rev-parse", "HEAD")
    put(course / "3_registry" / "README.md", "# Registry\n")
    git(course, "add", "3_registry")
    done = prepare(index.read(course), course / "work")
    assert [path.name for path in done.added] == ["README.md"]
    assert git(course / "work", "rev-parse", "HEAD") == head


def test_is_a_copy_that_was_cut_short_completed(course):
    prepare(index.read(course), course / "work")
    (course / "work" / "1_starting_point" / "germany.csv").unlink()
    for path in sorted((course / "work" / ".git").rglob("*"), reverse=True):
        path.chmod(0o700)
        path.rmdir() if path.is_dir() else path.unlink()
    (course / "work" / ".git").rmdir()
    git(course / "work", "init", "--quiet")
    prepare(index.read(course), course / "work")
    assert files_in(course / "work") == CHAPTERS
    assert git(course / "work", "status", "--porcelain") == ""


def test_does_a_machine_without_git_get_its_copy_and_a_warning(course, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = prepare(index.read(course), course / "work")
    assert "no git on this machine" in done.warning
    assert (course / "work" / "2_tracking" / "01_sample.ipynb").exists()


def test_does_a_course_that_git_does_not_know_get_its_copy_too(course):
    subprocess.run(["git", "rm", "-r", "--cached", "--quiet", "."], cwd=course, check=True)
    os.rename(course / ".git", course / "no-git")
    prepare(index.read(course), course / "work")
    assert files_in(course / "work") == sorted([*CHAPTERS, "1_starting_point/left_by_somebody.csv"])


def test_does_a_repository_that_git_cannot_commit_to_say_so_and_not_fail(course):
    (course / "work").mkdir()
    put(course / "work" / ".git", "gitdir: nowhere\n")
    done = prepare(index.read(course), course / "work")
    assert "git could not keep the history" in done.warning and "nowhere" in done.warning
    assert (course / "work" / "2_tracking" / "01_sample.ipynb").exists()


def test_is_a_git_command_around_it_not_mistaken_for_the_learners(course, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(course / ".git"))
    head = git(course, "rev-parse", "HEAD")
    prepare(index.read(course), course / "work")
    assert git(course, "rev-parse", "HEAD") == head
    monkeypatch.delenv("GIT_DIR")
    assert git(course / "work", "rev-parse", "--show-toplevel").strip() == (course / "work").resolve().as_posix()
