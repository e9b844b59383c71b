"""Catching up: the solutions of earlier notebooks are executed for a learner who hasn't done them.

Their runs are tagged (`progress/caught_up.py`): later notebooks accept these runs, but they give no points. The
learner's own work stays as it is; a file that later notebooks use is added where the learner has none. A notebook is
not executed if all its exercises are passed or caught up on.
"""

from __future__ import annotations

import re
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from nbformat import NotebookNode

from workshop.course.index import Course, Notebook
from workshop.course.problems import CourseError
from workshop.course.text import compose_all
from workshop.environment import COURSE, FORK_SERVER, setting
from workshop.kernels import execute
from workshop.kernels.warm import warm
from workshop.learner import leaves, own_words, prerequisites, work_folder
from workshop.progress import caught_up
from workshop.progress.store import Progress
from workshop.services import Workspace, running

SIDE_BY_SIDE = 2
REMEDY = (
    "Notebooks that are caught up on stay so. `workshop doctor` looks at services and machine; then run the same "
    "command again: it goes on."
)
Step = Callable[[Notebook, int, int], None]
"""Told of progress: the notebook, how many of its code cells are begun, and how many there are."""


class _Stopped(Exception):
    """Ends a notebook that runs beside one that failed, or beside a Ctrl-C, before its next cell."""


def wanted(course: Course, what: str) -> list[Notebook]:
    """What "3" (see `prerequisites.before_chapter`) or "2.5" (what that notebook builds on) stands for.

    Raises CourseError for anything else.
    """
    if re.fullmatch(r"\d+", what):
        found = prerequisites.before_chapter(course, what)
        if not found:
            raise CourseError(
                f"Nothing comes before chapter {what}. There are the chapters 1 to 5; `workshop catchup 3`, say."
            )
        return found
    return course.needed(course.notebook(what))


@contextmanager
def reached(workspace: Workspace, report: Callable[[str], None]) -> Iterator[Workspace]:
    """The workspace. Its services run inside the `with`: if necessary they are started, and stopped at the end."""
    address = workspace.space.tracking_uri()
    if address:
        yield replace(workspace, tracking_uri=address)
        return
    with running(workspace.space, report=report) as up:
        yield replace(workspace, tracking_uri=up.workspace.tracking_uri)


def bring(
    course: Course, notebooks: list[Notebook], workspace: Workspace, step: Step, report: Callable[[str], None] = print
) -> list[Notebook]:
    """Execute the solutions of the unmet notebooks among `notebooks`, two at a time on warm kernels; returns them.

    Raises BuildError when a solution fails; the runs of the others stay. Ctrl-C stops after the cells that are running.
    """
    missing = prerequisites.unmet(notebooks, Progress(workspace))
    if missing:
        kernels = nullcontext() if setting(FORK_SERVER) else warm(report, workspace.environment())
        with kernels, workspace.entered(), own_words.kept(workspace.client()):
            _execute_all(course, workspace, missing, step)
    return missing


def _execute_all(course: Course, workspace: Workspace, missing: list[Notebook], step: Step) -> None:
    composed = {notebook.id: text for notebook, text in compose_all(missing)}
    todo, doing, stop = list(missing), dict[Future[None], Notebook](), threading.Event()
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        try:
            while todo or doing:
                waits = {notebook.id for notebook in todo} | {notebook.id for notebook in doing.values()}
                for notebook in [n for n in todo if not waits & {other.id for other in course.needed(n)}]:
                    doing[pool.submit(_execute, course, workspace, notebook, composed[notebook.id], step, stop)] = (
                        notebook
                    )
                    todo.remove(notebook)
                for future in wait(doing, return_when=FIRST_COMPLETED).done:
                    doing.pop(future)
                    future.result()
        except BaseException:
            stop.set()
            pool.shutdown(cancel_futures=True)
            raise


def _execute(
    course: Course, workspace: Workspace, notebook: Notebook, composed: NotebookNode, step: Step, stop: threading.Event
) -> None:
    """Run one solution, in a folder that is deleted afterwards: so the learner's own git history stays as it is. The
    solution's runs get the tag of catching up, and the learner gets the files that the notebook leaves."""

    def begun(number: int, total: int, _source: str) -> None:
        if stop.is_set():
            raise _Stopped
        step(notebook, number, total)

    work = workspace.space.work
    earlier = [name for other in course.needed(notebook) for name in other.leaves]
    with tempfile.TemporaryDirectory(prefix="workshop-catchup-", ignore_cleanup_errors=True) as folder:
        given, own = Path(folder, "given"), Path(folder, "work")
        for each in (given, own):
            work_folder.prepare(course, each)
        leaves.copy(earlier, work, own)
        theirs = replace(workspace, space=replace(workspace.space, work=own), catching_up=notebook.id)
        execute.run(notebook, composed, begun, REMEDY, theirs.environment() | {COURSE: str(course.folder)})
        caught_up.claim(workspace.client(), notebook.experiments, notebook.id, own)
        leaves.hand_over(notebook.leaves, own, work, given)
