"""Where a learner stands, by the kept progress: in each exercise, notebook and chapter of the course.

The progress is read over plain HTTP. Nothing is checked anew; `learner/check_all.py` does that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from workshop.course import index
from workshop.course.index_file import DAY_TWO, ROUTES
from workshop.course.problems import CourseError
from workshop.progress import plain_reader
from workshop.progress.outcome import Broken
from workshop.progress.verdict import Kind
from workshop.services import Workspace


@dataclass(frozen=True)
class OfExercise:
    """One exercise: `last` is the newest verdict (None where there is none), `at` its time (ISO), or that of the first
    pass, which `workshop check` doesn't renew; `caught_up_at` is the time of catching up, `hints` how many of the
    exercise's hints were shown."""

    exercise: index.Exercise
    passed: bool = False
    caught_up: bool = False
    last: Kind | None = None
    at: str = ""
    caught_up_at: str = ""
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
    """One notebook and its exercises. `lacks` are the notebooks that it builds on and that are neither finished nor
    caught up on."""

    notebook: index.Notebook
    exercises: tuple[OfExercise, ...]
    lacks: tuple[index.Notebook, ...] = ()

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

    def passed_over(self, since: str) -> bool:
        """Whether it was caught up on, and that at the time `since` or later."""
        return self.caught_up and max(each.caught_up_at for each in self.exercises) >= since


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
        """The notebook that was worked on last, until it is finished; then the first unfinished one after it, or else
        the first before it: of the core notebooks as long as there are any. Then come those of day two, from the first
        on, and then the extra ones. None when all are finished.

        Who has finished a notebook of day two wants the whole story: core and day two then come in the course's order.
        What was caught up on since the last work is passed over: who catches up wants to go on.
        """
        left = [found for found in self.notebooks if not found.finished]
        begun = [found for found in self.notebooks if found.worked_on]
        here = max(reversed(begun), key=lambda found: found.worked_on, default=None)
        since = here.worked_on if here else ""
        if here in left and not here.passed_over(since):
            return here.notebook
        order = {found.notebook.id: nth for nth, found in enumerate(self.notebooks)}
        ranks = self._ranks
        place, route = (order[here.notebook.id], ranks[here.notebook.route]) if here else (0, 0)

        def turn(found: OfNotebook) -> tuple[bool, int, bool]:
            rank = ranks[found.notebook.route]
            return found.passed_over(since), rank, rank <= route and order[found.notebook.id] < place

        return min(left, key=turn).notebook if left else None

    @property
    def _ranks(self) -> dict[str, int]:
        """Which routes come first, 0 before 1."""
        whole_story = any(each.worked_on and each.finished for each in self.notebooks if each.notebook.route == DAY_TWO)
        return {route: rank for rank, route in enumerate(ROUTES)} | ({DAY_TWO: 0} if whole_story else {})

    def lacks(self, notebook: index.Notebook) -> tuple[index.Notebook, ...]:
        """The notebooks that `notebook` builds on and that are neither finished nor caught up on."""
        return next(found.lacks for found in self.notebooks if found.notebook.id == notebook.id)

    def only(self, notebooks: Iterable[index.Notebook]) -> Standing:
        """The standing in these notebooks alone."""
        ids = {notebook.id for notebook in notebooks}
        return Standing(tuple(found for found in self.notebooks if found.notebook.id in ids))


def of(course: index.Course, kept: dict[str, str]) -> Standing:
    """Where the learner stands in the course's notebooks, by the tags `kept` (see store.py).

    Tags for exercises that the course no longer has don't count. A tag that can't be read counts as missing: anyone can
    edit a tag in MLflow's pages.
    """
    found = {
        notebook.id: OfNotebook(notebook, tuple(_of_exercise(exercise, kept) for exercise in notebook.exercises))
        for notebook in course.notebooks
    }
    return Standing(tuple(replace(each, lacks=_lacks(course, each.notebook, found)) for each in found.values()))


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


def _lacks(course: index.Course, notebook: index.Notebook, found: dict[str, OfNotebook]) -> tuple[index.Notebook, ...]:
    needed = [found[other.id] for other in course.needed(notebook)]
    return tuple(each.notebook for each in needed if not (each.finished or each.caught_up))


def _of_exercise(exercise: index.Exercise, kept: dict[str, str]) -> OfExercise:
    shown, last = kept.get(f"hints/{exercise.id}", ""), plain_reader.record(kept.get(f"last/{exercise.id}", ""))
    first = plain_reader.record(kept.get(f"pass/{exercise.id}", ""))
    caught = f"{plain_reader.CAUGHT}pass/{exercise.id}"
    return OfExercise(
        exercise,
        passed=f"pass/{exercise.id}" in kept,
        caught_up=caught in kept,
        last=_verdict(last),
        at=str(first.get("at") or last.get("at", "")),
        caught_up_at=str(plain_reader.record(kept.get(caught, "")).get("at", "")),
        # Each call of `hint` is counted, also after the last hint, when there is no new one to show.
        hints=min(int(shown) if shown.isdecimal() else 0, len(exercise.hints)),
        revealed=f"revealed/{exercise.id}" in kept,
    )


def _verdict(last: dict[str, Any]) -> Kind | None:
    try:
        return Kind(last["verdict"])
    except (ValueError, LookupError, TypeError):
        return None
