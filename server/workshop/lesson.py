"""What a notebook calls: `begin` in its first cell, then `check`, `hint`, `solution` and `answer`."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from IPython import get_ipython
from IPython.display import Code, display

from workshop import environment
from workshop.checks import check_of
from workshop.course import index
from workshop.errors import WorkshopError
from workshop.learner import prerequisites
from workshop.learner.desk import Desk
from workshop.paths import COURSE
from workshop.progress import caught_up, summary
from workshop.progress.html import Picture
from workshop.progress.outcome import Broken
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Workspace

_desks: dict[str, Desk] = {}
_course: index.Course | None = None  # read at the first call, once a kernel


class Unpassed(WorkshopError):
    """Stops Run All at an exercise that isn't passed, with one line in place of a traceback."""


def begin(notebook_id: str) -> Desk:
    """Open a notebook: prepare services, experiment and data. Returns the desk, and shows it.

    The first notebook of a chapter also shows what is done so far.
    """
    notebook = course().notebook(notebook_id)
    _desks.pop(notebook_id, None)
    desk = _desk(notebook)
    desk.open()
    environment.find_packages(desk.packages)
    caught_up.started_from(notebook_id)
    print(desk)
    _note_an_open_run()
    if course().opens_chapter(notebook):
        display(Picture(summary.of(course(), desk.progress.tags), notebook))
    missing = prerequisites.unmet(course().needed(notebook), desk.progress)
    if missing:
        titles = ", ".join(f"{other.id} {other.title}" for other in missing)
        raise Unpassed(
            f"{notebook_id} needs what these notebooks leave, and they aren't done yet: {titles}. Do them first. Or "
            f"type `workshop catchup {notebook_id}` in a terminal of JupyterLab, which does them for you, without "
            "points. Then run this cell again."
        )
    return desk


def _note_an_open_run() -> None:
    """Name a run that an earlier cell left active: the next start_run would fail, with a message that is less clear."""
    run = mlflow.active_run()
    if run:
        print(f"  A run is still open in this kernel: {run.info.run_name}. mlflow.end_run() closes it.")


def check(exercise_id: str) -> float | None:
    """Show the verdict on an exercise, and stop what follows unless it is or was passed.

    Under nbgrader's autograding an earlier pass doesn't count, and an exercise that is right in part returns its
    points. nbgrader takes a number as the points of a cell, and any other result as full points.
    """
    exercise = course().exercise(exercise_id)
    desk = _desk(course().notebook(exercise.notebook))
    slow = check_of.find(desk.notebook, exercise_id).slow
    if slow:
        print(f"{exercise_id}: the check {slow}; that takes some seconds.", flush=True)
    verdict = desk.examine(exercise)
    before = desk.progress.passed(exercise_id)
    grading = environment.setting(environment.GRADING) == "autograde"
    kept = before and not verdict.passed and not grading
    if kept:
        verdict = replace(
            verdict, note=f"{verdict.note} You passed this on {before['at'][:10]}, and the pass stays.".strip()
        )
    display(verdict)
    if verdict.passed or kept:
        return None
    if grading and verdict.share:
        return round(verdict.share * exercise.points, 2)
    if not grading:
        _bring_into_view()
    raise Unpassed(f"{exercise_id} isn't passed yet; the cells below wait for it.")


INTO_VIEW = """if (Date.now() - {now} < 60000)
    setTimeout(() => (element.closest(".jp-Cell") ?? element).scrollIntoView({{block: "nearest"}}), 700);"""


def _bring_into_view() -> None:
    """Let JupyterLab scroll to this cell, a moment after Run All has scrolled to the end of the notebook. The script
    does nothing when the notebook is opened later."""
    if get_ipython():
        display({"application/javascript": INTO_VIEW.format(now=int(time.time() * 1000)), "text/plain": ""}, raw=True)


def hint(exercise_id: str) -> None:
    """Show the next hint; after the last one, all of them again."""
    exercise = course().exercise(exercise_id)
    shown = _desk(course().notebook(exercise.notebook)).progress.show_hint(exercise_id)
    total = len(exercise.hints)
    for number, text in enumerate(exercise.hints[:shown], start=1):
        if number == shown or shown > total:
            print(f"Hint {number} of {total}: {text}")
    if shown >= total:
        print(f'That was the last hint. solution("{exercise_id}") shows the solution; your progress then says so.')


def solution(exercise_id: str) -> None:
    """Show the course's solution of an exercise, and remember that it was shown."""
    from workshop.course.text import solution_of  # imports jupytext, which lessons don't need otherwise

    exercise = course().exercise(exercise_id)
    _desk(course().notebook(exercise.notebook)).progress.reveal(exercise_id)
    print(f"One solution of {exercise_id}. Your progress says that it was shown.")
    display(Code(solution_of(course().notebook(exercise.notebook), exercise), language="python"))


def answer(exercise_id: str, value: object) -> None:
    """Hand in a value (text, a number, a list or a dict) as evidence for an exercise."""
    exercise = course().exercise(exercise_id)
    if value is ... or value is None:
        given, earlier = _desk(course().notebook(exercise.notebook)).progress.answer(exercise_id)
        stays = f"Your earlier answer, {earlier!r}, stays." if given else "Nothing is handed in yet."
        print(f"{exercise_id}: put your answer in place of the dots. {stays}")
        return
    desk = _desk(course().notebook(exercise.notebook))
    try:
        value = json.loads(json.dumps(value, default=_plain))
        desk.progress.hand_in(exercise_id, value)
        said = _said(value)
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        why = f": {error}" if "characters" in str(error) else ""
        raise Unpassed(
            f"{exercise_id}: a {type(value).__name__} can't be handed in{why}. Give text, a number, a list or a dict."
        ) from None
    print(f"{exercise_id}: handed in{said}")


def _said(value: object) -> str:
    """A value as Python writes it; a dictionary of dictionaries is a table, a line an entry."""
    if not isinstance(value, dict) or not value or not all(isinstance(entry, dict) for entry in value.values()):
        return f" {value!r}."
    return "".join(f"\n  {name!r}: {entry!r}" for name, entry in value.items())


def _plain(value: object) -> object:
    """A value that JSON can hold, in place of another library's number, an array, a set or an index; inside lists and
    dicts, too. Raises TypeError for other values."""
    if isinstance(value, Decimal | Fraction):
        return float(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, np.ndarray | pd.Index):
        return value.tolist()
    if not hasattr(value, "item"):
        raise TypeError(f"{type(value).__name__} has no form in JSON")
    return value.item()


def course() -> index.Course:
    """The course, read once a kernel."""
    global _course
    _course = _course or index.read(Path(environment.setting(environment.COURSE) or COURSE))
    return _course


def _desk(notebook: index.Notebook) -> Desk:
    """The desk of a notebook, made once a kernel; stops the notebook with a verdict where the services fail."""
    try:
        if notebook.id in _desks:
            _desks[notebook.id].refresh()
        else:
            workspace = Workspace.here()
            environment.complete(workspace.environment())
            _desks[notebook.id] = Desk(course(), notebook, workspace)
        return _desks[notebook.id]
    except Broken as broken:
        display(Verdict(Kind.BROKEN, notebook.id, notebook.title, found=broken.found, try_next=broken.try_next))
        raise Unpassed("This notebook's services can't be used; the cells below wait for them.") from None
