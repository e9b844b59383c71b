"""The overview: where a learner stands, in the terminal, a line for each notebook, and where to go next."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.progress_bar import ProgressBar
from rich.table import Table

from workshop.course.index import Course
from workshop.progress import summary
from workshop.progress.html import BEFORE, before, remarks, sums
from workshop.services import Workspace

BAR_WIDTH = 10


def overview(course: Course, workspace: Workspace, part: str | None, console: Console) -> None:
    """Print the progress in a chapter ("2"), a notebook ("2.1") or all (None). Raises CourseError without services."""
    whole = summary.own(course, workspace)
    shown = whole.only(course.part(part))
    console.print(_table(shown))
    console.print(f"\n{sums(shown)}. `workshop check` looks at your work anew.")
    after = shown.next or whole.next
    if after is None:
        console.print("Every exercise is passed.")
        return
    console.print(f"Next: {after.id} {escape(after.title)}, {escape(str(after.within(workspace.space.work)))}")
    first = before(whole, after)
    if first:
        console.print(f"{BEFORE}: {first}.")


def _bar(found: summary.OfNotebook) -> ProgressBar:
    """A bar of the points. With rich's own colours, full and empty would look the same where there are 16 colours."""
    return ProgressBar(
        found.most_points or 1, found.points, BAR_WIDTH,
        style="bright_black", complete_style="green", finished_style="green",
    )  # fmt: skip


def _table(shown: summary.Standing) -> Table:
    table = Table("", "notebook", "", "exercises", "points", "hints", "", box=None, pad_edge=False)
    for found in shown.notebooks:
        notebook = found.notebook
        table.add_row(
            notebook.id, escape(notebook.title), _bar(found),
            f"{found.done} of {len(found.exercises)}", f"{found.points} of {found.most_points}",
            str(found.hints), escape(", ".join(remarks(found))),
        )  # fmt: skip
    return table
