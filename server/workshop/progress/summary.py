"""Where a learner stands, by the kept progress: in each exercise, notebook and chapter of the course.

The progress is read over plain HTTP. Nothing is checked anew; `learner/check_all.py` does that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workshop.course import index
from workshop.course.index_file import ROUTES
from workshop.course.problems import CourseError
from workshop.progress import plain_reader
from workshop.progress.outcome import Broken
from workshop.progress.verdict import Kind
from workshop.services import Workspace


@dataclass(frozen=True)
class OfExercise:
    """One exercise: `last` is the newest verdict (None where there is none), `at` its time (ISO), `hints` how many of
    the exercise's hints were shown."""

    exercise: index.Exercise
    passed: bool = False
    caught_up: bool = False
    last: Kind | None = None
    at: str = ""
    hints: int = 0
    revealed: bool = False

    @property
    def tried(self) -> bool:
        """Whether the learner has worked on the exercise without a pass."""
        return not self.passed and self.last not in (None, Kind.NOT_ATTEMPTED, Kind.PASSED)


class _Part:
    """A part of the course, with the sums over its `exercises`."""

    if TYPE_CHECKING:  # at run time a field of that name would take it for its default

        @property
        def exercises(self) -> tuple[OfExercise, ...]: ...

    @property
    def done(self) -> int:
        return sum(each.passed for each in self.exercises)

    @property
    def points(self) -> int:
        return sum(each.exercise.points for each in self.exercises if each.passed)

    @property
    def most_points(self) -> int:
        return sum(each.exercise.points for each in self.exercises)

    @property
    def hints(self) -> int:
        return sum(each.hints for each in self.exercises)

    @property
    def revealed(self) -> int:
        return sum(each.revealed for each in self.exercises)

    @property
    def tried(self) -> tuple[OfExercise, ...]:
        return tuple(each for each in self.exercises if each.tried)


@dataclass(frozen=True)
class OfNotebook(_Part):
    """One notebook and its exercises."""

    notebook: index.Notebook
    exercises: tuple[OfExercise, ...]

    @property
    def finished(self) -> bool:
        return all(each.passed for each in self.exercises)

    @property
    def caught_up(self) -> bool:
        """Whether all exercises that aren't passed are caught up on: later notebooks run, the points are still open."""
        return not self.finished and all(each.passed or each.caught_up for each in self.exercises)

    @property
    def worked_on(self) -> str:
        """The time of the newest verdict on an exercise that is passed or tried; empty where there is none."""
        return max((each.at or "unknown" for each in self.exercises if each.passed or each.tried), default="")


@dataclass(frozen=True)
class Standing(_Part):
    """The whole course, or some notebooks of it."""

    notebooks: tuple[OfNotebook, ...]

    @property
    def exercises(self) -> tuple[OfExercise, ...]:
        return tuple(each for notebook in self.notebooks for each in notebook.exercises)

    @property
    def chapters(self) -> dict[str, Standing]:
        """The standing in each chapter, by the name of its folder, in order."""
        each = groupby(self.notebooks, key=lambda found: found.notebook.folder)
        return {folder: Standing(tuple(found)) for folder, found in each}

    @property
    def next(self) -> index.Notebook | None:
        """The notebook that was worked on last, as long as it has an exercise that isn't passed; else the first such
        core notebook after it, then one before it, then the extra notebooks. None when all are passed.

        Notebooks that are caught up on come last: who caught up wanted to go on with later ones.
        """
        left = [found for found in self.notebooks if not found.finished]
        begun = [found for found in self.notebooks if found.worked_on]
        here = max(reversed(begun), key=lambda found: found.worked_on, default=None)
        if here in left and not here.caught_up:
            return here.notebook
        order = {found.notebook.id: nth for nth, found in enumerate(self.notebooks)}
        since = order[here.notebook.id] if here else 0

        def turn(found: OfNotebook) -> tuple[bool, int, bool]:
            return found.caught_up, ROUTES.index(found.notebook.route), order[found.notebook.id] < since

        return min(left, key=turn).notebook if left else None

    def only(self, notebooks: Iterable[index.Notebook]) -> Standing:
        """The standing in these notebooks alone."""
        ids = {notebook.id for notebook in notebooks}
        return Standing(tuple(found for found in self.notebooks if found.notebook.id in ids))


def of(course: index.Course, kept: dict[str, str]) -> Standing:
    """Where the learner stands in the course's notebooks, by the tags `kept` (see store.py).

    Tags for exercises that the course no longer has don't count. A tag that can't be read counts as missing: anyone can
    edit a tag in MLflow's pages.
    """
    return Standing(tuple(
        OfNotebook(notebook, tuple(_of_exercise(exercise, kept) for exercise in notebook.exercises))
        for notebook in course.notebooks
    ))  # fmt: skip


def at(course: index.Course, workspace: Workspace) -> Standing:
    """As the workspace's tracking server has it. Raises CourseError, with the next command, where the server fails."""
    try:
        return of(course, plain_reader.read(workspace))
    except Broken as broken:
        raise CourseError(f"{broken.found} {broken.try_next}") from None


def own(course: index.Course, workspace: Workspace) -> Standing:
    """Like `at`, but raises CourseError also where the server belongs to another workshop."""
    try:
        kept = plain_reader.read(workspace)
        plain_reader.refuse_strangers(kept, workspace.space.identity())
    except Broken as broken:
        raise CourseError(f"{broken.found} {broken.try_next}") from None
    return of(course, kept)


def _of_exercise(exercise: index.Exercise, kept: dict[str, str]) -> OfExercise:
    shown, last = kept.get(f"hints/{exercise.id}", ""), plain_reader.record(kept.get(f"last/{exercise.id}", ""))
    return OfExercise(
        exercise,
        passed=f"pass/{exercise.id}" in kept,
        caught_up=f"{plain_reader.CAUGHT}pass/{exercise.id}" in kept,
        last=_verdict(last),
        at=str(last.get("at", "")),
        # Each call of `hint` is counted, also after the last hint, when there is no new one to show.
        hints=min(int(shown) if shown.isdecimal() else 0, len(exercise.hints)),
        revealed=f"revealed/{exercise.id}" in kept,
    )


def _verdict(last: dict[str, Any]) -> Kind | None:
    try:
        return Kind(last["verdict"])
    except (ValueError, LookupError, TypeError):
        return None
