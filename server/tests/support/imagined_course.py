"""A course of four notebooks that is nowhere on the disk, and what is kept of a learner in it."""

import json
from dataclasses import replace
from pathlib import Path

from workshop.course import index
from workshop.course.index import Course, Exercise, Notebook
from workshop.progress import summary


def notebook(id: str, route: str = "core", points: tuple[int, ...] = (2, 3)) -> Notebook:
    """A notebook of an imagined course, with an exercise for each of the points, two hints each."""
    exercises = tuple(
        Exercise(f"{id}.{n}", f"Exercise {n}", each, ("a", "b")) for n, each in enumerate(points, start=1)
    )
    folder, name = f"{id.partition('.')[0]}_chapter", f"0{id[-1]}_one"
    return replace(index.read().notebook("2.1"), id=id, folder=folder, name=name, title=f"Title of <{id}>", route=route,
                   experiment=f"{id}-experiment", exercises=exercises)  # fmt: skip


COURSE = (notebook("1.1"), notebook("1.2", "extra"), notebook("2.1"), notebook("2.2"))


def passed(*ids: str) -> dict[str, str]:
    return {f"pass/{id}": "{}" for id in ids} | {f"last/{id}": json.dumps({"verdict": "passed"}) for id in ids}


def caught_up(*ids: str) -> dict[str, str]:
    return {f"caught/pass/{id}": "{}" for id in ids}


def stand(kept: dict[str, str]) -> summary.Standing:
    return summary.of(Course(Path(), COURSE), kept)
