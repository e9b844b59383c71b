"""The regions of a text that hold a solution, and the stubs that learners get instead."""

from __future__ import annotations

import re

BEGIN, STUB, END = "### BEGIN SOLUTION", "### STUB", "### END SOLUTION"
_NEARLY = re.compile(r"(begin|end)[ _-]*solution|#\s*(solution[ _-]*(begin|end)|stub)\s*$", re.IGNORECASE)
_STUB_LINE = re.compile(r"(?P<indent>\s*)#(?: (?P<text>.*)|$)")
_EXPECTED = {BEGIN: "outside", STUB: "solution", END: "stub"}
_NEXT = {BEGIN: "solution", STUB: "stub", END: "outside"}


class MarkerError(ValueError):
    """The markers of a text don't fit together; `problems` has (line, message) for each problem, lines from one."""

    def __init__(self, problems: list[tuple[int, str]]):
        self.problems = problems
        super().__init__("\n".join(f"line {line}: {message}" for line, message in problems))


def marked(text: str) -> bool:
    """Whether the text has a marker, or a line that looks like one."""
    return any(_is_marker(line) or _NEARLY.search(line) for line in text.splitlines())


def clear(text: str) -> str:
    """The text as a learner gets it: each region from BEGIN SOLUTION to END SOLUTION replaced by its stub.

    Works in any language whose comments begin with #. The lines between STUB and END SOLUTION lose their `# `.
    Raises MarkerError with all problems: it is better to refuse a text than to leak a solution.
    """
    kept, stub, problems = list[str](), list[str](), list[tuple[int, str]]()
    state, opened = "outside", 0
    for number, line in enumerate(text.split("\n"), start=1):
        marker = line.strip()
        if marker in _EXPECTED:
            if state != _EXPECTED[marker]:
                problems.append((number, _misplaced(marker, state, opened)))
            elif marker == BEGIN:
                opened, stub = number, []
            elif marker == END:
                kept += stub
                problems += [] if stub else [(number, _EMPTY_STUB)]
            if state == _EXPECTED[marker] or marker != STUB:
                state = _NEXT[marker]
        elif _NEARLY.search(line):
            problems.append((number, f"{marker!r} is not quite a marker: write {BEGIN}, {STUB} or {END}"))
        elif state == "stub":
            shown = _uncomment(line)
            problems += [(number, _BARE_STUB)] if shown is None else []
            stub.append(shown or "")
        elif state == "outside":
            kept.append(line)
    if state != "outside":
        problems.append((opened, f"{BEGIN} without {END} after it"))
    if problems:
        raise MarkerError(problems)
    return "\n".join(kept)


def solved(text: str) -> str:
    """The text with its solutions, without markers and stubs. The markers must fit (see `clear`)."""
    kept, state = list[str](), END
    for line in text.split("\n"):
        if line.strip() in _EXPECTED:
            state = line.strip()
        elif state != STUB:
            kept.append(line)
    return "\n".join(kept)


def halves(text: str) -> tuple[str, str]:
    """The solutions of all regions of a text, and their stubs as a learner gets them. The markers must fit (see
    `clear`)."""
    kept: dict[str, list[str]] = {BEGIN: [], STUB: []}
    state = END
    for line in text.splitlines():
        if line.strip() in _EXPECTED:
            state = line.strip()
        elif state in kept:
            kept[state].append(line if state == BEGIN else _uncomment(line) or "")
    return "\n".join(kept[BEGIN]).strip("\n"), "\n".join(kept[STUB]).strip("\n")


_EMPTY_STUB = f"the stub is empty: after {STUB}, give what the learner starts from"
_BARE_STUB = (
    "a line of a stub begins with `# `. (In a notebook's text, jupytext makes `# !command` and `# %magic` live: "
    "write `# # !command`.)"
)


def _is_marker(line: str) -> bool:
    return line.strip() in _EXPECTED


def _misplaced(marker: str, state: str, opened: int) -> str:
    if marker == BEGIN:
        return f"{BEGIN} inside the region that begins at line {opened}: close that with {END} first"
    if marker == END and state == "solution":
        return f"the region that begins at line {opened} has no {STUB}: write it and the learner's lines before {END}"
    if marker == STUB and state == "stub":
        return f"a second {STUB} in the region that begins at line {opened}"
    return f"{marker} outside a solution: write {BEGIN} before it"


def _uncomment(line: str) -> str | None:
    """The line without its `# `; None where it has none."""
    if not line.strip():
        return ""
    match = _STUB_LINE.fullmatch(line)
    return match and (match["indent"] + (match["text"] or "")).rstrip()
