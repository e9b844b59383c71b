"""The survey: all exercises checked from a terminal, their points, and where to go next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from workshop.checks.outcome import Broken
from workshop.checks.verdict import COLOURS, Verdict
from workshop.course import index
from workshop.course.desk import Desk
from workshop.course.errors import CourseError


def verdicts(notebooks: list[index.Notebook]) -> Iterator[tuple[index.Exercise, Verdict, bool]]:
    """Check every exercise: (exercise, the verdict now, whether a pass is kept). Raises CourseError without services."""
    for notebook in notebooks:
        try:
            desk = Desk(notebook)
            for exercise in notebook.exercises:
                desk.refresh()
                verdict = desk.examine(exercise)
                yield exercise, verdict, verdict.passed or bool(desk.progress.passed(exercise.id))
        except Broken as broken:
            raise CourseError(f"{broken.found} {broken.try_next}") from None


def survey(part: str | None, work: Path, console: Console) -> None:
    """Print a line an exercise, the points, and the first exercise that isn't passed; `work` holds the notebooks."""
    table = Table("", "exercise", "verdict", "points", box=None, pad_edge=False)
    points = total = 0
    next_one = None
    with console.status("Checking") as status:
        for exercise, verdict, kept in verdicts(index.part(part)):
            status.update(f"Checking {exercise.id}")
            earned = exercise.points if kept else 0
            word = verdict.kind if verdict.passed or not kept else f"passed earlier; now {verdict.kind}"
            table.add_row(exercise.id, escape(exercise.title), f"[{COLOURS[verdict.kind]}]{word}[/]",
                          f"{earned} of {exercise.points}")  # fmt: skip
            points, total = points + earned, total + exercise.points
            next_one = next_one or (None if kept else (exercise, verdict))
    console.print(table)
    console.print(f"\n{points} of {total} points.")
    if next_one is None:
        console.print("Everything here is passed." + _beyond(part))
        return
    exercise, verdict = next_one
    console.print(f"\nNext: {exercise.id} in {escape(str(index.notebook(exercise.notebook).within(work)))}")
    console.print(escape(str(verdict)))


def _beyond(part: str | None) -> str:
    """Where to go after a chapter or notebook: the notebook that follows it in the course, if there is one."""
    every, last = index.notebooks(), index.part(part)[-1]
    after = every[every.index(last) + 1 :]
    return f" Next: {after[0].id} {after[0].title}." if after else ""
