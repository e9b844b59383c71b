"""Two courses that are nowhere on the disk, and what is kept of a learner in them."""

import json
from dataclasses import replace
from pathlib import Path

from workshop.course import index
from workshop.course.index import Course, Exercise, Notebook
from workshop.progress import summary


def notebook(id: str, route: str = "core", points: tuple[int, ...] = (2, 3), needs: tuple[str, ...] = ()) -> Notebook:
    """A notebook of an imagined course, with an exercise for each of the points, two hints each."""
    exercises = tuple(
        Exercise(f"{id}.{n}", f"Exercise {n}", each, ("a", "b")) for n, each in enumerate(points, start=1)
    )
    folder, name = f"{id.partition('.')[0]}_chapter", f"0{id[-1]}_one"
    return replace(index.read().notebook("2.1"), id=id, folder=folder, name=name, title=f"Title of <{id}>", route=route,
                   experiment=f"{id}-experiment", exercises=exercises, needs=needs)  # fmt: skip


COURSE = (notebook("1.1"), notebook("1.2", "extra"), notebook("2.1"), notebook("2.2"))
ROUTES = (
    notebook("1.1"), notebook("1.2"), notebook("1.3", "day two"), notebook("1.4", "day two"),
    notebook("1.5", needs=("1.2", "1.3", "1.4")), notebook("1.6", "day two"), notebook("1.7", "extra"),
    notebook("2.1", needs=("1.5",)), notebook("2.2"), notebook("2.3", "day two"),
)  # fmt: skip
"""The core route jumps from 1.2 to 1.5, as the course's own from 2.2 to 2.5."""


def passed(*ids: str) -> dict[str, str]:
    return {f"pass/{id}": "{}" for id in ids} | {f"last/{id}": json.dumps({"verdict": "passed"}) for id in ids}


def caught_up(*ids: str, at: str = "") -> dict[str, str]:
    return {f"caught/pass/{id}": json.dumps({"at": at} if at else {}) for id in ids}


def stand(kept: dict[str, str], notebooks: tuple[Notebook, ...] = COURSE) -> summary.Standing:
    return summary.of(Course(Path(), notebooks), kept)
