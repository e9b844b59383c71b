"""Where solutions are executed: services in a temporary space, and a workspace of its own for each notebook."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mlflow import MlflowClient

from workshop.course.index import Course, Notebook
from workshop.course.problems import CourseError
from workshop.kernels.warm import warm
from workshop.learner import catch_up, work_folder
from workshop.progress.store import Progress
from workshop.services import Space, running
from workshop.services.processes import environment, take_over

SCRATCH = "WORKSHOP_SCRATCH"  # set in the environment while such services run, for processes started from there too


@contextmanager
def started(report: Callable[[str], None], data: Path | None = None) -> Iterator[None]:
    """Starts temporary services, and sets the variables that lead kernels to them; both are undone at the end. Kernels
    started meanwhile are warm ones.

    `data` is another whole series for the course to read, through its one setting, WORKSHOP_DATA.
    """
    before = dict(os.environ)
    try:
        os.environ.pop("WORKSHOP_DATA", None)
        if data:
            os.environ["WORKSHOP_DATA"] = str(data.resolve())
        with (
            Space.temporary() as space,
            warm(report, environment(space, "")),  # first, so that its imports go on while the services start
            running(space, workspaces=True, report=report) as up,
        ):
            take_over(up.environment)
            os.environ[SCRATCH] = up.tracking_uri
            # A person's own IPython start-up files have no part in what a notebook prints.
            os.environ["IPYTHONDIR"] = str(space.state / "ipython")
            yield
    finally:
        take_over(before)


def enter(course: Course, name: str, needed: Sequence[Notebook] = ()) -> None:
    """Lead kernels that start from here on into the workspace `name` ("2_tracking/05_compare"), with a learner's folder
    of its own, both made if they aren't there; what is `needed` there is brought as catching up brings it.

    Raises CourseError outside `started`: tests use no other server.
    """
    if SCRATCH not in os.environ:
        raise CourseError("No services run for the notebooks. Name their folder: pytest --nbval solutions")
    workspace = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:63].strip("-")
    os.environ.pop("MLFLOW_WORKSPACE", None)
    address = os.environ["MLFLOW_TRACKING_URI"]
    # Not through MLflow's own state, which whoever else works in this process may have led elsewhere.
    client = MlflowClient(address, workspace_store_uri=address)
    if workspace not in {known.name for known in client.list_workspaces()}:
        client.create_workspace(workspace)
    os.environ["MLFLOW_WORKSPACE"] = workspace
    folder = Path(os.environ["WORKSHOP_STATE"]).parent / "work" / workspace
    os.environ |= {"WORKSHOP_WORK": str(folder), "WORKSHOP_COURSE": str(course.folder)}
    work_folder.prepare(course, folder)
    if needed:
        catch_up.bring(course, list(needed), Progress(client, Space.default().identity()), lambda *_: None)
