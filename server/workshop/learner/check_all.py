"""All exercises checked from a terminal, their points, and where to go next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from workshop.checks.runner import CheckDefect
from workshop.course.index import Course, Exercise, Notebook
from workshop.course.problems import CourseError
from workshop.learner.desk import Desk
from workshop.progress import summary
from workshop.progress.html import BEFORE, before, next_in_words
from workshop.progress.outcome import Broken
from workshop.progress.verdict import COLOURS, Verdict
from workshop.services import Workspace

DEFECT = "fault of the course"


@dataclass(frozen=True)
class Looked:
    """An exercise that was checked now: its verdict, or the CheckDefect of its check, and whether a pass is kept."""

    exercise: Exercise
    outcome: Verdict | CheckDefect
    kept: bool

    @property
    def points(self) -> int:
        return self.exercise.points if self.kept else 0

    @property
    def word(self) -> str:
        """The verdict in a word or two, coloured for rich."""
        if isinstance(self.outcome, CheckDefect):
            return f"[red]{DEFECT}[/]" if not self.kept else f"[red]passed earlier; now a {DEFECT}[/]"
        now = self.outcome.kind
        return f"[{COLOURS[now]}]{f'passed earlier; now {now}' if self.kept and not self.outcome.passed else now}[/]"


def look(course: Course, workspace: Workspace, notebooks: list[Notebook]) -> Iterator[Looked]:
    """Check every exercise. A check with a fault spoils its own line only. Raises CourseError without services."""
    for notebook in notebooks:
        try:
            desk = Desk(course, notebook, workspace)
            for exercise in notebook.exercises:
                desk.refresh()
                try:
                    outcome: Verdict | CheckDefect = desk.examine(exercise)
                except CheckDefect as defect:
                    outcome = defect
                passed = isinstance(outcome, Verdict) and outcome.passed
                yield Looked(exercise, outcome, passed or bool(desk.progress.passed(exercise.id)))
        except Broken as broken:
            raise CourseError(f"{broken.found} {broken.try_next}") from None


def check_everything(course: Course, workspace: Workspace, part: str | None, console: Console) -> None:
    """Print a line for each exercise, the points, and the next exercise."""
    notebooks, table, found = (
        course.part(part),
        Table("", "exercise", "verdict", "points", box=None, pad_edge=False),
        [],
    )
    with console.status("Checking") as status:
        for looked in look(course, workspace, notebooks):
            exercise = looked.exercise
            status.update(f"Checked {exercise.id}")
            table.add_row(exercise.id, escape(exercise.title), looked.word, f"{looked.points} of {exercise.points}")
            found.append(looked)
    console.print(table)
    console.print(f"\n{sum(each.points for each in found)} of {sum(each.exercise.points for each in found)} points.")
    for each in found:
        if isinstance(each.outcome, CheckDefect):
            console.print(escape(f"\n{each.outcome}"))
    _print_next(course, workspace, notebooks, found, console)


def _print_next(
    course: Course, workspace: Workspace, notebooks: list[Notebook], found: list[Looked], console: Console
) -> None:
    """Print where to go on: in these notebooks, or behind them where all of them is passed."""
    standing = summary.of(course, Desk(course, notebooks[0], workspace).progress.tags)
    following = _next(standing.only(notebooks), found)
    if following is None:
        console.print("Everything here is passed.")
        if standing.next:
            console.print(escape(next_in_words(standing)))
        return
    notebook = course.notebook(following.exercise.notebook)
    console.print(f"\nNext: {following.exercise.id} in {escape(str(notebook.within(workspace.space.work)))}")
    first = before(standing, notebook)
    if first:
        console.print(f"{BEFORE}: {first}.")
    if isinstance(following.outcome, Verdict):
        console.print(escape(str(following.outcome)))


def _next(standing: summary.Standing, found: list[Looked]) -> Looked | None:
    """The first exercise that isn't passed, of the notebook whose turn it is."""
    whose = standing.next
    left = [each for each in found if not each.kept]
    return next((each for each in left if whose and each.exercise.notebook == whose.id), left[0] if left else None)
