"""Temporary services on which solutions are executed; on them, each notebook has its own workspace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from workshop import environment
from workshop.course.index import Course, Notebook
from workshop.kernels.warm import warm
from workshop.learner import catch_up, work_folder
from workshop.services import Space, Workspace, running


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


def enter(course: Course, scratch: Workspace, name: str, needed: Sequence[Notebook] = ()) -> Workspace:
    """The workspace `name` ("2_tracking/05_compare") on the `scratch` services, with its own learner's folder; both are
    made if they aren't there. The notebooks `needed` are caught up on in it."""
    short = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:63].strip("-")
    client = scratch.client()
    if short not in {known.name for known in client.list_workspaces()}:
        client.create_workspace(short)
    folder = scratch.space.state.parent / "work" / short
    workspace = replace(scratch, name=short, space=replace(scratch.space, work=folder))
    work_folder.prepare(course, folder)
    if needed:
        catch_up.bring(course, list(needed), workspace, lambda *_: None)
    return workspace
