"""Which check belongs to which exercise."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass

from workshop.checks.evidence import Evidence


@dataclass(frozen=True)
class Check:
    """`run` takes the evidence and returns what it found, in a sentence, or raises an Outcome; `slow` says what it
    must do that takes more than a moment."""

    looks_for: str
    run: Callable[[Evidence], str]
    seconds: int
    slow: str = ""


_checks: dict[str, Check] = {}


def exercise(exercise_id: str, looks_for: str, seconds: int = 120, slow: str = ""):
    """Make the decorated function the check of `exercise_id`; it may take `seconds` before it counts as timed out."""

    def keep(function: Callable[[Evidence], str]) -> Callable[[Evidence], str]:
        _checks[exercise_id] = Check(looks_for, function, seconds, slow)
        return function

    return keep


def find(exercise_id: str) -> Check:
    """The check of an exercise, from its chapter: a module, or a package with a module a notebook. Raises LookupError
    where there is none."""
    chapter = importlib.import_module(f"workshop.checks.chapter_{exercise_id.split('.')[0]}")
    for part in pkgutil.iter_modules(getattr(chapter, "__path__", [])):
        importlib.import_module(f"{chapter.__name__}.{part.name}")
    return _checks[exercise_id]
