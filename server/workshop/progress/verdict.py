"""Verdicts: what a check says. One of six kinds, with what was looked for, what was found, and what to try next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from html import escape


class Kind(StrEnum):
    PASSED = "passed"
    NOT_ATTEMPTED = "not attempted"
    WRONG = "wrong"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    BROKEN = "environment broken"


COLOURS = {
    Kind.PASSED: "#2e7d32",
    Kind.NOT_ATTEMPTED: "#607d8b",
    Kind.WRONG: "#c62828",
    Kind.CRASHED: "#ad1457",
    Kind.TIMED_OUT: "#ef6c00",
    Kind.BROKEN: "#6a1b9a",
}


@dataclass(frozen=True)
class Verdict:
    """`share` is the part of the points that is earned, 0 to 1; `seen` has the ids of what the check saw ({"run": id,
    ...}); `link` is the address of the run; `note` is one more line for the learner."""

    kind: Kind
    exercise: str
    title: str
    looked_for: str = ""
    found: str = ""
    try_next: str = ""
    share: float = 0.0
    seen: dict[str, str] = field(default_factory=dict)
    link: str = ""
    note: str = ""

    @property
    def passed(self) -> bool:
        return self.kind is Kind.PASSED

    def _lines(self) -> list[tuple[str, str]]:
        looked_for = "" if self.passed else self.looked_for
        lines = [("Looked for", looked_for), ("Found", self.found), ("Next", self.try_next), ("Note", self.note)]
        return [(name, text) for name, text in lines if text]

    def __str__(self) -> str:
        head = f"{self.exercise} {self.title}: {self.kind}"
        return "\n".join([head, *(f"  {name}: {text}" for name, text in self._lines())])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Inline styles only: JupyterLab shows them in a notebook that isn't trusted, and drops style sheets."""
        colour = COLOURS[self.kind]
        rows = "".join(
            f'<div style="margin-top:3px"><span style="opacity:0.65">{name}:</span> {escape(text)}</div>'
            for name, text in self._lines()
        )
        link = f' · <a href="{escape(self.link)}" target="_blank">open the run</a>' if self.link else ""
        return (
            f'<div style="border-left:5px solid {colour};padding:6px 12px;margin:4px 0;max-width:50em">'
            f'<div><b style="color:{colour}">{escape(self.kind)}</b> · {escape(self.exercise)} '
            f"{escape(self.title)}{link}</div>{rows}</div>"
        )
