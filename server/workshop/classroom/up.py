"""A classroom: a space with its notebooks and services, open in a browser, until it is stopped."""

from __future__ import annotations

import webbrowser
from collections.abc import Callable
from pathlib import Path

from workshop.course import index
from workshop.learner import work_folder
from workshop.progress import summary
from workshop.progress.html import BEFORE, PROGRESS, before
from workshop.services import Space, lab, running


def hold(
    course: index.Course,
    space: Space,
    report: Callable[[str], None],
    show: Callable[[dict[str, str]], None],
    notebook: str | None,
    browser: bool,
) -> None:
    """Start everything, `show` where it is, open `notebook` (an id; None: the next unfinished one), and watch.

    Returns only by an exception: KeyboardInterrupt, or ServiceError. Everything is stopped then.
    """
    prepared = work_folder.prepare(course, space.work)
    if prepared.warning:
        report(prepared.warning)
    with running(space, lab=True, pages=(PROGRESS,), usual_ports=True, report=report) as up:
        standing = summary.at(course, up.workspace)
        chosen = course.notebook(notebook) if notebook else standing.next
        path = _path(chosen) if chosen else None
        service = up.services["lab"]
        lab.arrange(service.address, service.settings["token"], path, (PROGRESS,))
        door = lab.front_door(service.address, service.settings["token"])
        show({
            "JupyterLab": door,
            "MLflow": up.workspace.tracking_uri,
            "Notebooks": str(space.work),
            **what_opens(standing, chosen),
        })  # fmt: skip
        if browser:
            webbrowser.open(door)
        up.watch()


def what_opens(standing: summary.Standing, notebook: index.Notebook | None) -> dict[str, str]:
    """What the screen says of the notebook that opens (None: there is none left), and of what comes before it."""
    if notebook is None:
        return {"Next": "every exercise is passed"}
    first = before(standing, notebook)
    return {"Next": f"{notebook.id} {notebook.title} ({_path(notebook)})"} | ({BEFORE: first} if first else {})


def _path(notebook: index.Notebook) -> str:
    """Its path in the learner's folder, as JupyterLab writes it."""
    return notebook.within(Path()).as_posix()
