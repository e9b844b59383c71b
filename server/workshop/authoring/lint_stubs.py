"""Checks that a stub still fits its solution: when a text is rewritten, its stub is easily forgotten or mixed up."""

from __future__ import annotations

import keyword
import re
from collections.abc import Mapping
from difflib import SequenceMatcher

ENOUGH = 0.6  # the share of a stub's words that must be in its solution, in the same order
_WORD = re.compile(r"""[^\W\d]\w*|"[^"\n]*"|'[^'\n]*'|\d[\d.]*""")
_BLANK = re.compile(r"____|\.\.\.")
_COMMENT = re.compile(r"(?<=\S)\s+#\s.*$")


def likeness(stub: str, solution: str) -> float:
    """The share of a stub's words (names, texts, numbers) that the solution has in the same order, 0 to 1.

    Lines that are commented out count as code, comments after code don't. Blanks don't count: so a short stub can be as
    similar to its solution as a long one.
    """
    shown, whole = _words(uncommented(stub)), _words(solution)
    if not shown:
        return 0.0
    blocks = SequenceMatcher(None, shown, whole, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(shown)


def problem(stub: str, own: str, others: Mapping[str, str]) -> str:
    """What is wrong with the stub of the solution `own`, or an empty text; `others` are the solutions of the notebook's
    other exercises, by their ids."""
    if not _BLANK.search(stub):
        return "the stub has no blank: put ____ where the learner has to think, or ... in place of an answer"
    mine = likeness(stub, own)
    nearest = max(others, key=lambda id: likeness(stub, others[id]), default=None)
    if nearest and likeness(stub, others[nearest]) > mine:
        return f"the stub is more like the solution of {nearest} than like its own: derive it from this solution"
    if mine < ENOUGH:
        return (
            f"only {mine:.0%} of the stub's words are in its solution, in this order: derive it from the solution again"
        )
    return ""


def uncommented(stub: str) -> str:
    """The stub with its commented lines as code."""
    return re.sub(r"^(\s*)# ?", r"\1", stub, flags=re.MULTILINE)


def _words(code: str) -> list[str]:
    lines = (_COMMENT.sub("", line) for line in code.splitlines())
    words = (word for line in lines for word in _WORD.findall(line))
    return [word for word in words if not keyword.iskeyword(word) and word.strip("_")]
