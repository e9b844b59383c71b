"""A value that is altered: another one of its type."""

from __future__ import annotations

import math
import re
from typing import Any

from workshop.checks.expect import last_digit

SHARE = 0.03  # by which a number is altered
OTHER = "something else"


def altered(value: Any) -> Any:
    """A value of the same type that is another one: a number that is a little larger, a list without its last item."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return float(f"{value + max(abs(value) * SHARE, last_digit(value)):.12g}") if math.isfinite(value) else 0.0
    if isinstance(value, str):
        return _altered_text(value)
    if isinstance(value, list):
        return value[:-1] if value else [OTHER]
    if isinstance(value, dict) and value:
        return value | {(first := next(iter(value))): altered(value[first])}
    return OTHER


def _altered_text(text: str) -> str:
    if re.fullmatch(r"[a-z]", text):
        return "a" if text == "z" else chr(ord(text) + 1)
    if text.lower() in ("true", "false"):
        return {"true": "False", "false": "True"}[text.lower()]
    for number in (int, float):
        try:
            return str(altered(number(text)))
        except (ValueError, OverflowError):
            continue
    return text.rpartition(",")[0] or OTHER
