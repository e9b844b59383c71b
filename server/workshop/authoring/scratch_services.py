"""Temporary services on which solutions are executed; on them, each notebook has its own workspace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from sqlalchemy import NullPool, create_engine

from workshop import environment
from workshop.course.index import Course, Notebook
from workshop.kernels.warm import warm
from workshop.learner import catch_up, snapshot, work_folder
from workshop.services import Space, Workspace, running
from workshop.setup import turn


@contextmanager
def started(report: Callable[[str], None], data: Path | None = None) -> Iterator[Workspace]:
    """Starts temporary services, and gives their workspace; at the end the services are stopped. Kernels that start
    inside the `with` are warm. `data` is another whole series for the course to read."""
    with Space.temporary() as space:
        planned = Workspace(space, data=data.resolve() if data else None)
        # The fork server first, so that its imports go on while the services start.
        with warm(report, for_kernels(planned)), running(space, workspaces=True, report=report) as up:
            yield replace(planned, tracking_uri=up.workspace.tracking_uri)


def for_kernels(workspace: Workspace, course: Course | None = None) -> dict[str, str]:
    """The environment of a kernel that executes a solution in the workspace, without a person's own IPython start-up
    files: they might change what a notebook prints."""
    own = {"IPYTHONDIR": str(workspace.space.state / "ipython")}
    return workspace.environment() | own | ({environment.COURSE: str(course.folder)} if course else {})


def enter(
    course: Course, scratch: Workspace, name: str, needed: Sequence[Notebook] = (), snapshots: Path | None = None
) -> Workspace:
    """The workspace `name` ("2_tracking/05_compare") on the `scratch` services, with its own learner's folder; both are
    made if they aren't there. The notebooks `needed` are caught up on in it: each set is executed once and then copied.

    `snapshots` is the folder of these copies, where other processes are to share it.
    """
    short = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:63].strip("-")
    client = scratch.client()
    if short not in {known.name for known in client.list_workspaces()}:
        client.create_workspace(short)
    folder = scratch.space.state.parent / "work" / short
    workspace = replace(scratch, name=short, space=replace(scratch.space, work=folder))
    work_folder.prepare(course, folder)
    if needed:
        _bring(course, list(needed), workspace, snapshots or scratch.space.state.parent / "snapshots")
    return workspace


def for_notebook(
    course: Course, scratch: Workspace, notebook: Notebook, snapshots: Path | None = None, nth: int = 1
) -> Workspace:
    """The notebook's own workspace on the `scratch` services, or its `nth` one, with what the notebook needs; see
    `enter`."""
    name = f"{notebook.folder}/{notebook.name}" + (f"-{nth}" if nth > 1 else "")
    return enter(course, scratch, name, course.needed(notebook), snapshots)


def _bring(course: Course, needed: list[Notebook], workspace: Workspace, snapshots: Path) -> None:
    """Bring what is `needed` into a new workspace: copy as much as there is a snapshot of, execute the rest one by one,
    and keep a snapshot after each. One process at a time does so: others need some of the same, and find it then."""
    places = [snapshots / ",".join(other.id for other in needed[:nth]) for nth in range(1, len(needed) + 1)]
    store = create_engine(workspace.space.database_address, poolclass=NullPool), workspace.space.artifacts
    with nullcontext() if places[-1].exists() else turn.alone(snapshots / "making.lock", lambda: None):
        known = max((nth for nth, place in enumerate(places, start=1) if place.exists()), default=0)
        if known:
            snapshot.put(places[known - 1], workspace, *store)
        for nth, (notebook, place) in list(enumerate(zip(needed, places, strict=True), start=1))[known:]:
            catch_up.bring(course, [notebook], workspace, lambda *_: None)
            snapshot.take(workspace, *store, place, [name for other in needed[:nth] for name in other.leaves])
