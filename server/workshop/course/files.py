"""Writes complete files, also notebooks, and finds out which files of a folder belong to the course."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.git import git_environment

if TYPE_CHECKING:
    from nbformat import NotebookNode

LITTER = (".ipynb_checkpoints", "__pycache__", ".pytest_cache")  # folders that programs leave behind


def write(path: Path, content: bytes) -> bool:
    """Write `content` to `path`, completely or not at all; says whether the file changed."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)
    return True


def dump(notebook: NotebookNode) -> bytes:
    """The bytes of a notebook's file: the same for equal notebooks, on every system."""
    import nbformat  # here, because it takes a quarter of a second, and few callers write notebooks

    return f"{nbformat.writes(notebook, version=nbformat.NO_CONVERT)}\n".encode()


def below(folder: Path, *, new: bool) -> list[Path]:
    """The course's files in `folder` and below it, in order: the files that git tracks; with `new`, also those that git
    would add. Where git doesn't know the folder, as in an unpacked archive: all files but caches and checkpoints."""
    others = ["--others", "--exclude-standard"] if new else []
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", *others, "--", "."],
            cwd=folder, env=git_environment(), capture_output=True, check=True,
        ).stdout.decode()  # fmt: skip
    except (FileNotFoundError, subprocess.CalledProcessError):
        listed = ""
    found = {folder / name for name in listed.split("\0") if name} or set(folder.rglob("*"))
    return sorted(path for path in found if path.is_file() and not set(LITTER) & set(path.parts))
