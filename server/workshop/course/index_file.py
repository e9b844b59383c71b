"""One entry of the index: a notebook's TOML file, read and validated."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from workshop.course.problems import Problem

ROUTES = CORE, DAY_TWO, EXTRA = ("core", "day two", "extra")
"""The routes: one day, the rest of the story, and what one may leave out."""
_MANDATORY = {"id": str, "title": str, "minutes": int, "route": str, "today": date, "experiment": str}
_OPTIONAL: dict[str, tuple[type, Any]] = {
    "demo": (bool, False), "needs": (list, []), "other_experiments": (list, []), "leaves": (list, []),
    "retired": (list, []), "exercises": (list, []),
}  # fmt: skip
_OF_EXERCISE = {"id": str, "title": str, "points": int, "hints": list}
_MORE_OF_EXERCISE = {"asks": list, "free": list}
ASK = ("what", "seen_in", "wrong")  # what is asked for, the function that looks at it, a wrong answer that lacks it
FREE = ("change", "why")  # a change of what the solution leaves that the words allow, and why they do
FieldProblem = tuple[str, int, str]  # key, number of the exercise or 0, message
_NAMES = {str: "a text", int: "a whole number", date: "a date", bool: "true or false", list: "a list"}


def read(path: Path, course: Path) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The fields of a Notebook, with its exercises as dicts, and no problems; or None, and the problems."""
    text = path.read_text(encoding="utf-8")
    place = path.relative_to(course).as_posix()
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        at = int(line[1]) if line else text.count("\n") + 1
        return None, [Problem(place, at, f"not valid TOML: {error}")]
    problems = [*_problems_of_notebook(values, path), *_problems_of_exercises(values)]
    if not path.with_suffix(".py").exists():
        problems.append(("id", 0, f"no text beside it: write {path.stem}.py, or delete this file"))
    if values.get("exercises") and not path.with_suffix(".checks.py").exists():
        problems.append(("id", 0, f"no checks beside it: write {path.stem}.checks.py, a function for each exercise"))
    if problems:
        return None, [Problem(place, line_of(text, key, nth), message) for key, nth, message in problems]
    values = {key: default for key, (_, default) in _OPTIONAL.items()} | values
    exercises = [
        exercise | {key: tuple(exercise.get(key, [])) for key in ("hints", "asks", "free")}
        for exercise in values["exercises"]
    ]
    names = {"folder": path.parent.name, "name": path.stem}
    lists = {key: tuple(values[key]) for key in ("needs", "other_experiments", "leaves", "retired")}
    return values | names | lists | {"exercises": exercises}, []


def order(id: str) -> tuple[int, ...]:
    """Sorts ids by number: 2.9 before 2.10."""
    return tuple(int(part) for part in id.split("."))


def line_of(text: str, key: str, nth: int = 0) -> int:
    """The line of `key` in the notebook itself (`nth` 0) or in its nth exercise; if it's missing, where that begins."""
    lines = text.splitlines()
    starts = [0, *(at for at, line in enumerate(lines) if line.strip() == "[[exercises]]")]
    start = starts[min(nth, len(starts) - 1)]
    end = next((other for other in starts if other > start), len(lines))
    for at in range(start, end):
        if re.match(rf"\s*{re.escape(key)}\s*=", lines[at]):
            return at + 1
    return start + 1


def _problems_of_notebook(values: dict[str, Any], path: Path) -> Iterator[FieldProblem]:
    """(key, 0, message) for each problem outside the exercises."""
    known = _MANDATORY | {key: kind for key, (kind, _) in _OPTIONAL.items()}
    yield from ((key, 0, message) for key, message in _wrong_fields(values, known, _MANDATORY))
    id, chapter = values.get("id"), path.parent.name[0]
    if isinstance(id, str) and not re.fullmatch(rf"{chapter}\.\d+", id):
        yield "id", 0, f"id {id!r} is not of chapter {chapter}: write {chapter}.N"
    if isinstance(values.get("route"), str) and values["route"] not in ROUTES:
        yield "route", 0, f"route {values['route']!r} is neither {' nor '.join(ROUTES)}"
    if type(values.get("minutes")) is int and values["minutes"] <= 0:
        yield "minutes", 0, "minutes must be more than zero"
    for key, what in (
        ("needs", "ids of notebooks or exercises"),
        ("other_experiments", "names"),
        ("leaves", "paths of files"),
        ("retired", "ids of exercises"),
    ):
        if any(not isinstance(item, str) for item in values.get(key, ()) or ()):
            yield key, 0, f"{key} must be {what}, as texts"


def _problems_of_exercises(values: dict[str, Any]) -> Iterator[FieldProblem]:
    """(key, number of the exercise, message) for each problem in an exercise."""
    exercises, seen, retired = values.get("exercises", []), set(), values.get("retired", [])
    for nth, exercise in enumerate(exercises if isinstance(exercises, list) else [], start=1):
        if not isinstance(exercise, dict):
            yield "exercises", 0, "write each exercise as a [[exercises]] table"
            continue
        known = _OF_EXERCISE | _MORE_OF_EXERCISE
        yield from ((key, nth, message) for key, message in _wrong_fields(exercise, known, _OF_EXERCISE))
        for key, names in (("asks", ASK), ("free", FREE)):
            lines = exercise.get(key)
            for line in lines if isinstance(lines, list) else []:
                if not _is_table_of(line, names):
                    yield key, nth, f"each line of {key} is a table of {', '.join(names)}, all texts"
        hints, id, points = exercise.get("hints"), exercise.get("id"), exercise.get("points")
        if isinstance(hints, list) and not (hints and all(isinstance(hint, str) and hint.strip() for hint in hints)):
            yield "hints", nth, "hints are mandatory: give at least one, each a text"
        if type(points) is int and points < 0:
            yield "points", nth, "points can't be negative"
        if isinstance(id, str):
            if not re.fullmatch(rf"{re.escape(str(values.get('id')))}\.\d+", id):
                yield "id", nth, f"id {id!r} is not of notebook {values.get('id')}: write {values.get('id')}.N"
            elif id in seen or (isinstance(retired, list) and id in retired):
                why = "is there twice" if id in seen else "is retired, and passes of it are kept"
                yield "id", nth, f"id {id!r} {why}: take {_next_free(values)}, the next free number"
            seen.add(id)


def _next_free(values: dict[str, Any]) -> str:
    """The id of a new exercise: one more than the highest number that the notebook ever gave."""
    given = [*values["exercises"], *({"id": id} for id in values.get("retired", []))]
    numbers = [order(each["id"])[-1] for each in given if isinstance(each, dict) and _is_id(each.get("id"))]
    return f"{values.get('id')}.{max(numbers, default=0) + 1}"


def _is_table_of(line: object, names: tuple[str, ...]) -> bool:
    return (
        isinstance(line, dict)
        and set(line) == set(names)
        and all(isinstance(text, str) and text.strip(" *") for text in line.values())
    )


def _is_id(text: object) -> bool:
    return isinstance(text, str) and bool(re.fullmatch(r"\d+\.\d+\.\d+", text))


def _wrong_fields(
    values: dict[str, Any], known: dict[str, type], mandatory: dict[str, type]
) -> Iterator[tuple[str, str]]:
    """(key, message) for each field that is missing, unknown or of the wrong type."""
    for key in mandatory:
        if key not in values:
            yield key, f"{key} is missing"
    for key, value in values.items():
        if key not in known:
            yield key, f"unknown key {key!r}; there are {', '.join(known)}"
        elif type(value) is not known[key]:
            yield key, f"{key} must be {_NAMES[known[key]]}"
