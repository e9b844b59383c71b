"""A classroom: a space with its notebooks and services, open in a browser, until it is stopped."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable

from workshop.course import index, work
from workshop.services import Space, lab, running

ASK_SECONDS = 10


def hold(
    space: Space, report: Callable[[str], None], show: Callable[[dict[str, str]], None], notebook: str | None, browser: bool
) -> None:
    """Start everything, `show` where it is, open `notebook` (an id; None: the next unfinished one), and watch.

    Returns only by an exception: KeyboardInterrupt, or ServiceError. Everything is stopped then.
    """
    prepared = work.prepare(space.work)
    if prepared.note:
        report(prepared.note)
    with running(space, lab=True, usual_ports=True, report=report) as up:
        chosen = index.notebook(notebook) if notebook else next_unfinished(up.tracking_uri)
        path = chosen.within(space.work).relative_to(space.work).as_posix() if chosen else None
        service = up.services["lab"]
        lab.arrange(service.address, service.settings["token"], path)
        door = lab.front_door(service.address, service.settings["token"])
        show({
            "JupyterLab": door,
            "MLflow": up.tracking_uri,
            "Notebooks": str(space.work),
            "Next": f"{chosen.id} {chosen.title} ({path})" if chosen else "every exercise is passed",
        })  # fmt: skip
        if browser:
            webbrowser.open(door)
        up.watch()


def next_unfinished(tracking_uri: str) -> index.Notebook | None:
    """The first notebook with an exercise that isn't passed; None when all are."""
    passed = passed_exercises(tracking_uri)
    for notebook in index.notebooks():
        if any(exercise.id not in passed for exercise in notebook.exercises):
            return notebook
    return None


def passed_exercises(tracking_uri: str) -> set[str]:
    """The ids of the passed exercises, asked of the server without MLflow's client.

    Its import takes seconds and a fifth of a gigabyte, for good, in a process that only waits.
    """
    address = f"{tracking_uri}/api/2.0/mlflow/experiments/get-by-name?experiment_name=_progress"
    try:
        with urllib.request.urlopen(address, timeout=ASK_SECONDS) as reply:
            tags = json.load(reply)["experiment"].get("tags", [])
    except urllib.error.HTTPError as error:
        if error.code != 404:
            raise
        return set()
    return {tag["key"].removeprefix("pass/") for tag in tags if tag["key"].startswith("pass/")}
