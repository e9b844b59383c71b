"""A learner's standing as a picture in HTML, and in plain words.

Inline styles only, with properties that JupyterLab allows in a notebook that isn't trusted. Only the blocks set colours
of text and background, so the picture can be read on a light and on a dark page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from workshop.course.index import Notebook
from workshop.course.index_file import CORE
from workshop.progress.summary import OfExercise, OfNotebook, Standing
from workshop.progress.verdict import COLOURS, Kind
from workshop.services.page import Page

PROGRESS = Page("progress", "Progress", "workshop/progress", "workshop.progress.tab")
BEFORE = "Before it"
OPEN = "rgba(128,128,128,0.35)"
CAUGHT_UP = "#1565c0"
PASSED_SIGN, TRIED_SIGN, CAUGHT_UP_SIGN = "✓", "✗", "↷"
LEGEND = (
    f"A block is an exercise: {PASSED_SIGN} passed, {TRIED_SIGN} tried, {CAUGHT_UP_SIGN} caught up, without points."
)


def counted(number: int, noun: str) -> str:
    """ "1 hint", "2 hints"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def remarks(found: OfNotebook) -> list[str]:
    """What to say about a notebook besides its points and hints."""
    tried = ", ".join(f"{each.exercise.id} {each.last}" for each in found.tried)
    caught_up = "the rest caught up" if found.done else "caught up, no points"
    said = {
        found.notebook.route: found.notebook.route != CORE,
        caught_up: found.caught_up,
        tried: tried,
        counted(found.revealed, "solution") + " shown": found.revealed,
    }
    return [remark for remark, holds in said.items() if holds]


def sums(standing: Standing) -> str:
    """Points, exercises, hints and shown solutions, in a line."""
    parts = [
        f"{standing.points} of {standing.most_points} points",
        f"{standing.done} of {counted(len(standing.exercises), 'exercise')} passed",
        counted(standing.hints, "hint") + " used",
    ]
    return ", ".join(parts + ([counted(standing.revealed, "solution") + " shown"] if standing.revealed else []))


def in_words(standing: Standing) -> str:
    """A line a notebook, between the sums and what is next."""
    lines = [f"Your progress: {sums(standing)}"]
    for folder, chapter in standing.chapters.items():
        lines.append(f"  {folder.replace('_', ' ')}")
        for found in chapter.notebooks:
            said = [f"{found.done} of {counted(len(found.exercises), 'exercise')}", *_said(found)]
            lines.append(f"    {found.notebook.id} {found.notebook.title}: {', '.join(said)}")
    return "\n".join([*lines, next_in_words(standing)])


def next_in_words(standing: Standing) -> str:
    """The next notebook, with its path in the learner's folder, and what comes before it."""
    after = standing.next
    if after is None:
        return "Every exercise is passed."
    first = before(standing, after)
    return f"Next: {after.id} {after.title} ({_place(after)})" + (f"\n{BEFORE}: {first}" if first else "")


def before(standing: Standing, after: Notebook) -> str:
    """What to do before the notebook `after`, if it builds on notebooks that aren't done; else empty."""
    lacks = [notebook.id for notebook in standing.lacks(after)]
    if not lacks:
        return ""
    them = "it" if len(lacks) == 1 else "them"
    return (
        f"do {', '.join(lacks)}, or type `workshop catchup {after.id}` in a terminal of JupyterLab, which does {them} "
        "for you, without points"
    )


def in_html(standing: Standing, here: Notebook | None = None) -> str:
    """The picture: a row a chapter, a bar a notebook, a block an exercise as wide as its points.

    In the notebook `here`, what is next is a link.
    """
    rows = "".join(_row(folder, chapter) for folder, chapter in standing.chapters.items())
    return (
        '<div style="max-width:62em;margin:6px 0;line-height:1.4">'
        f"<div><b>Your progress</b> · {sums(standing)}</div>{rows}"
        f'<div style="margin-top:8px">{_next(standing, here)}</div>'
        f'<div style="margin-top:2px;font-size:85%;opacity:0.7">{LEGEND}</div></div>'
    )


@dataclass(frozen=True)
class Picture:
    """What the first notebook of a chapter, `here`, displays."""

    standing: Standing
    here: Notebook

    def __repr__(self) -> str:
        return in_words(self.standing)

    def _repr_html_(self) -> str:
        note = "So it was when this cell ran; the tab Progress shows it as it is now."
        return in_html(self.standing, self.here) + f'<div style="font-size:85%;opacity:0.7">{note}</div>'


def _said(found: OfNotebook) -> list[str]:
    """The points (unless the remarks say that there are none), the remarks, and the hints."""
    points = [] if found.caught_up and not found.done else [f"{found.points} of {found.most_points} points"]
    hints = [counted(found.hints, "hint")] if found.hints else []
    return [*points, *remarks(found), *hints]


def _row(folder: str, chapter: Standing) -> str:
    bars = "".join(_bar(found) for found in chapter.notebooks)
    return (
        '<div style="display:flex;margin-top:8px">'
        f'<div style="flex:0 0 9em;padding-right:8px">{escape(folder.replace("_", " "))}</div>'
        f'<div style="display:flex;flex-wrap:wrap;gap:8px;flex:1 1 0">{bars}</div></div>'
    )


def _bar(found: OfNotebook) -> str:
    blocks = "".join(_block(each) for each in found.exercises)
    return (
        '<div style="flex:0 1 12em">'
        f'<div style="display:flex;gap:2px">{blocks}</div>'
        f"<div><b>{found.notebook.id}</b> {escape(found.notebook.title)}</div>"
        f'<div style="font-size:85%;opacity:0.7">{escape(", ".join(_said(found)))}</div></div>'
    )


def _block(each: OfExercise) -> str:
    sign, ground, word = _look(each)
    hints = f", {counted(each.hints, 'hint')}" if each.hints else ""
    title = escape(f"{each.exercise.id} {each.exercise.title}: {word}{hints}")
    return (
        f'<div title="{title}" style="flex:{max(each.exercise.points, 1)} 1 0;height:16px;line-height:16px;'
        f'font-size:11px;text-align:center;border-radius:3px;color:#ffffff;background-color:{ground}">{sign}</div>'
    )


def _look(each: OfExercise) -> tuple[str, str, str]:
    """The sign, the background colour and the word for an exercise."""
    if each.passed:
        return PASSED_SIGN, COLOURS[Kind.PASSED], "passed"
    if each.tried and each.last:
        return TRIED_SIGN, COLOURS[each.last], f"{each.last}, so far"
    if each.caught_up:
        return CAUGHT_UP_SIGN, CAUGHT_UP, "caught up, no points"
    return "", OPEN, "open"


def _next(standing: Standing, here: Notebook | None) -> str:
    after = standing.next
    if after is None:
        return "Every exercise is passed."
    first = before(standing, after)
    shown = re.sub("`(.+?)`", r"<code>\1</code>", escape(first))
    return f"Next: {_named(after, here)}" + (f"<br>{BEFORE}: {shown}" if first else "")


def _named(after: Notebook, here: Notebook | None) -> str:
    name = f"{after.id} {escape(after.title)}"
    if here is None:
        return f"<b>{name}</b> · {escape(_place(after))}"
    if after.id == here.id:
        return f"<b>{name}</b>, this notebook"
    return f'<a href="../{escape(_place(after))}">{name}</a>'


def _place(notebook: Notebook) -> str:
    return f"{notebook.folder}/{notebook.name}.ipynb"
