"""The files beside the texts in solutions, which are released with them: exercise files, READMEs, pictures."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from workshop.course import files, index, markers
from workshop.course.index import Course
from workshop.course.problems import Problem, Problems

OWN = (
    ".wrong",
    ".right",
    ".checks",
    ".checks.py",
)  # endings of the files and folders with a notebook's checks and answers, which aren't released


def chapters(folder: Path) -> list[str]:
    """The names of the chapters' folders in solutions."""
    return sorted(path.name for path in (folder / "solutions").glob(index.CHAPTERS) if path.is_dir())


def targets(course: Course, folders: Iterable[str]) -> dict[Path, bytes]:
    """The released path and content of each file beside the texts of these chapters. A file with solution regions is
    cleared of them; others are copied. Raises Problems for markers that don't fit, and for files that would give
    solutions away."""
    own = {path for notebook in course.notebooks for path in (notebook.index, notebook.text, notebook.executed)}
    found, problems = {}, []
    for folder in sorted(folders):
        for path in files.below(course.folder / "solutions" / folder, new=True):
            inside = path.relative_to(course.folder / "solutions")
            if path in own or any(part.endswith(OWN) for part in inside.parts):
                continue
            try:
                found[course.folder / inside] = _released(path)
            except markers.MarkerError as error:
                place = path.relative_to(course.folder).as_posix()
                problems += [Problem(place, line, message) for line, message in error.problems]
    if problems:
        raise Problems(problems)
    return found


def is_graded(path: Path) -> bool:
    """Whether the file is a notebook that has cells for nbgrader."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError):
        return False
    return any("nbgrader" in cell.get("metadata", {}) for cell in cells)


def _released(path: Path) -> bytes:
    if path.suffix == ".ipynb" and is_graded(path):
        raise markers.MarkerError([(1, "an executed solution whose text is gone: delete it")])
    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError:  # a picture, say
        return content
    return markers.clear(text).encode() if markers.marked(text) else content
