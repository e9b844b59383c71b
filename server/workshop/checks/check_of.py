"""Which check belongs to which exercise. The checks of a notebook are loaded from the file beside its text."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from workshop.checks.evidence import Evidence
from workshop.course.index import Notebook
from workshop.course.problems import CourseError

Run = Callable[[Evidence], str]


@dataclass(frozen=True)
class Check:
    """`run` takes the evidence and returns a sentence for a pass, or raises an Outcome; `slow` says what takes the
    check more than a moment."""

    looks_for: str
    run: Run
    seconds: int
    slow: str = ""


_checks: dict[tuple[str, str], Check] = {}  # by the name of the notebook's module and the exercise


def exercise(exercise_id: str, looks_for: str, seconds: int = 120, slow: str = "") -> Callable[[Run], Run]:
    """Make the decorated function the check of `exercise_id`; it may take `seconds` before it counts as timed out."""

    def keep(function: Run) -> Run:
        _checks[function.__module__.partition(".")[0], exercise_id] = Check(looks_for, function, seconds, slow)
        return function

    return keep


def find(notebook: Notebook, exercise_id: str) -> Check:
    """The check of an exercise of `notebook`. Raises CourseError where there is none."""
    name = checks(notebook).__name__
    if (name, exercise_id) not in _checks:
        raise CourseError(
            f'{notebook.checks.name} has no check of {exercise_id}: write one with @exercise("{exercise_id}", ...).'
        )
    return _checks[name, exercise_id]


def checks(notebook: Notebook) -> ModuleType:
    """The notebook's checks, loaded once a process: the file beside the text and, where there is a folder of the same
    name, the modules in it, which the file imports as `from . import trials`."""
    name = "checks_" + re.sub(r"\W", "_", str(notebook.checks))
    if name in sys.modules:
        return sys.modules[name]
    parts = notebook.checks.with_suffix("")
    spec = importlib.util.spec_from_file_location(name, notebook.checks, submodule_search_locations=[str(parts)])
    assert spec and spec.loader, "Python loads what ends in .py"
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
        for path in sorted(parts.glob("*.py")):
            importlib.import_module(f"{name}.{path.stem}")
    except BaseException:
        del sys.modules[name]
        raise
    return module
