"""Reads git repositories, and changes nothing in them; their settings don't matter."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git_environment() -> dict[str, str]:
    """This process's environment without git's variables: a git hook, say, has set them for its own repository."""
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}


def head(repository: Path) -> str:
    """The short name of the commit that is checked out at `repository`; "" where there is none."""
    asked = _ask(repository, "rev-parse", "--short", "HEAD") if (repository / ".git").exists() else None
    return asked.decode().strip() if asked else ""


def has_commit(repository: Path, commit: str) -> bool:
    """Whether `commit` (40 hexadecimal digits) is a commit of the repository whose top folder is `repository`."""
    return (repository / ".git").exists() and _ask(repository, "cat-file", "-t", commit) == b"commit\n"


def file_at(repository: Path, commit: str, path: str) -> str | None:
    """The text of a file in a commit; None where the commit has no file at that path."""
    content = _ask(repository, "cat-file", "blob", f"{commit}:{path}")
    return None if content is None else content.decode(errors="replace")


def _ask(repository: Path, *arguments: str) -> bytes | None:
    """What git prints; None where git fails or isn't installed."""
    try:
        done = subprocess.run(["git", *arguments], cwd=repository, env=git_environment(), capture_output=True)
    except FileNotFoundError:
        return None
    return done.stdout if done.returncode == 0 else None
