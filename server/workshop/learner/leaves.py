"""The files that a notebook leaves in the learner's folder and that later notebooks use: its index names them, or the
folders that hold them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from workshop.course import files, markers


def found(names: Iterable[str], work: Path) -> list[Path]:
    """The files of these names in the folder `work`, relative to it; of a folder's name, all files below it."""
    every = [path for name in names for path in (work / name, *sorted((work / name).rglob("*")))]
    return [
        path.relative_to(work)
        for path in dict.fromkeys(every)
        if path.is_file() and not set(files.LITTER) & set(path.parts)
    ]


def copy(names: Iterable[str], source: Path, target: Path) -> None:
    """Copy these files from one folder to another, with their times; files that are there are replaced."""
    for file in found(names, source):
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source / file, target / file)


def hand_over(names: Iterable[str], made: Path, work: Path, given: Path) -> None:
    """Copy what solutions have `made` into the learner's folder, without markers. A file stays where the learner has
    one of their own: it isn't as in the folder `given`, which holds what was handed out. A copy keeps its time: by that
    a check tells it from a file that the learner wrote."""
    for file in found(names, made):
        own = work / file
        if own.exists() and not _same(own, given / file):
            continue
        content = (made / file).read_bytes()
        files.write(own, _solved(content))
        shutil.copystat(made / file, own)


def _same(own: Path, other: Path) -> bool:
    return other.exists() and own.read_bytes() == other.read_bytes()


def _solved(content: bytes) -> bytes:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content
    return markers.solved(text).encode() if markers.marked(text) else content
