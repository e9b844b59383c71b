"""The learner's own copy of the chapters, for the learner to edit; it has its own git history."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from workshop.course import extra_files, files, index
from workshop.course.index import Course
from workshop.git import git_environment

_IGNORED = "".join(f"{folder}/\n" for folder in (*files.LITTER, "packages"))
_NEEDED = "Chapters 2 and 4 need it"


@dataclass(frozen=True)
class Prepared:
    """What `prepare` did: the files that it `added`, and a `warning` for the learner where something could not be
    done."""

    added: tuple[Path, ...]
    warning: str = ""


def prepare(course: Course, work: Path) -> Prepared:
    """Copy the chapters into `work`. Files that are missing are added; files that are there stay as they are.

    `work` becomes a git repository with a first commit, under the learner's name if git knows it. Without git the files
    are copied, too, and `warning` says that there is no history.
    """
    work.mkdir(parents=True, exist_ok=True)
    # From the sources, not from the released files: a build comes before the release.
    given = extra_files.targets(course, extra_files.chapters(course.folder))
    wanted = {path.relative_to(course.folder): path for path in _chapter_files(course) | set(given)}
    added = [name for name in sorted(wanted) if not (work / name).exists()]
    for name in added:
        path = wanted[name]
        files.write(work / name, given[path] if path in given else path.read_bytes())
    if not (work / ".gitignore").exists():
        files.write(work / ".gitignore", _IGNORED.encode())
    return Prepared(tuple(work / name for name in added), _first_commit(work))


def _chapter_files(course: Course) -> set[Path]:
    """The files of the chapters that git tracks, and released notebooks that may not be committed yet."""
    folders = [folder for folder in course.folder.glob(index.CHAPTERS) if folder.is_dir()]
    tracked = {path for folder in folders for path in files.below(folder, new=False)}
    released = {notebook.learner for notebook in course.notebooks}
    return tracked | {path for path in released if path.exists()}


def _first_commit(work: Path) -> str:
    """Make `work` a repository with a commit, unless it has one; returns a warning where that fails."""
    try:
        if not (work / ".git").exists():
            _git(work, "-c", "init.defaultBranch=main", "init", "--quiet")
        if _git(work, "rev-parse", "--verify", "--quiet", "HEAD", check=False).returncode == 0:
            return ""
        _git(work, "add", "--all")
        _git(work, *_identity(work), "-c", "commit.gpgsign=false", "commit", "--quiet", "--no-verify",
             "--message", "The course as it was handed out")  # fmt: skip
    except FileNotFoundError:
        return f"There is no git on this machine, so {work} has no history. {_NEEDED}; install git, then start again."
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip()
        return f"git could not keep the history of {work}: {said}. {_NEEDED}; mend this, then start again."
    return ""


def _identity(work: Path) -> list[str]:
    """Options that stand in for the name and address that the learner hasn't told git."""
    stand_in = {"user.name": "Learner", "user.email": "learner@localhost"}
    return [
        option
        for key, value in stand_in.items()
        if _git(work, "config", key, check=False).returncode
        for option in ("-c", f"{key}={value}")
    ]


def _git(work: Path, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=work, env=git_environment(), capture_output=True, text=True,
        encoding="utf-8", errors="replace", check=check,
    )  # fmt: skip
