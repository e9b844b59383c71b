"""The environment variables that the workshop reads, and those that it sets for services and kernels; see the table in
`server/README.md`.

Python, JupyterLab, git and the libraries read other variables. So does the set-up, before anything is installed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

STATE, WORK, DATA, COURSE = "WORKSHOP_STATE", "WORKSHOP_WORK", "WORKSHOP_DATA", "WORKSHOP_COURSE"
CATCHING_UP, SCRATCH = "WORKSHOP_CATCHUP", "WORKSHOP_SCRATCH"
WARM, FORK_SERVER, OF_SERVICES = "WORKSHOP_WARM", "WORKSHOP_KERNELS", "WORKSHOP_SERVICES"
TRACKING, WORKSPACE = "MLFLOW_TRACKING_URI", "MLFLOW_WORKSPACE"
USER, PASSWORD = "MLFLOW_TRACKING_USERNAME", "MLFLOW_TRACKING_PASSWORD"
GRADING, SHELL = "NBGRADER_EXECUTION", "SHELL"
PORTS = {name: f"WORKSHOP_{name.upper()}_PORT" for name in ("tracking", "store", "lab")}

READ = {
    STATE: "the folder of database, artifacts and logs",
    WORK: "the learner's folder",
    DATA: "another whole series for the course, in place of its own",
    COURSE: "the folder of the course, where it isn't the one that holds this package",
    CATCHING_UP: "the notebook that is caught up on, in the kernel that does it",
    SCRATCH: "the address of temporary services, for the processes of tests and builds",
    WARM: "0: kernels of JupyterLab start cold",
    FORK_SERVER: "the socket at which a fork server takes orders for kernels",
    OF_SERVICES: "the socket at which a fork server takes orders for services; without it they start cold",
    TRACKING: "the address of the tracking server",
    WORKSPACE: "the workspace on a tracking server that has several",
    USER: "the user on a tracking server that asks for one",
    PASSWORD: "the user's password",
    GRADING: "autograde: nbgrader executes the notebook",
    SHELL: "the shell of JupyterLab's terminals",
    **{setting: f"the port of the service {name}" for name, setting in PORTS.items()},
}
# Whoever starts a kernel or a service sets these for it; none of them is inherited.
HANDED_OVER = (STATE, WORK, DATA, COURSE, CATCHING_UP)


def setting(name: str) -> str:
    """The value of a variable of READ; "" where it isn't set."""
    assert name in READ, f"{name} isn't in the table of what the workshop reads"
    return os.environ.get(name, "")


def everything() -> dict[str, str]:
    """All variables of this process, for a child that is to have them, too."""
    return dict(os.environ)


def for_children(values: Mapping[str, str]) -> dict[str, str]:
    """The environment of a service, a kernel or a terminal: first this process's, without MLflow's variables and those
    of HANDED_OVER; then what every child gets; then `values` without the empty ones."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MLFLOW_", "_MLFLOW_")) and name not in HANDED_OVER
    }
    return inherited | {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
        # The lines of a progress bar would differ from run to run in the stored notebooks.
        "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
        # MLflow then asks again after 0, 2, 4 and 8 s: that bridges a restart of the tracking server. By its own
        # defaults it goes on for four minutes, even where asking is in vain: an address that leads to no model, say.
        "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "4",
        "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
        "KERAS_BACKEND": "jax",
        # So `!mlflow` and `!workshop` in a notebook, and in a terminal of JupyterLab, are those of this .venv.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        **{name: value for name, value in values.items() if value},
    }


def complete(values: Mapping[str, str]) -> None:
    """Set the variables of `values` that this process lacks: another editor may have started it without them."""
    for name, value in values.items():
        os.environ.setdefault(name, value)


def find_packages(folder: Path) -> None:
    """Have this process, and the Pythons that it starts, find packages in the folder, too; the course's own come first
    here."""
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
    others = [place for place in os.environ.get("PYTHONPATH", "").split(os.pathsep) if place and place != str(folder)]
    os.environ["PYTHONPATH"] = os.pathsep.join([*others, str(folder)])


def take_over(values: Mapping[str, str]) -> None:
    """Give this process these variables and no others. The solutions must not see a person's own MLFLOW_RUN_ID, say."""
    os.environ.clear()
    os.environ.update(values)


@contextmanager
def exchanged(values: Mapping[str, str]) -> Iterator[None]:
    """Inside the `with`, this process has these variables and no others; afterwards, all that it had before."""
    before = everything()
    take_over(values)
    try:
        yield
    finally:
        take_over(before)


@contextmanager
def added(values: Mapping[str, str]) -> Iterator[None]:
    """Inside the `with`, this process has these variables as well; afterwards these are as they were."""
    before = {name: os.environ[name] for name in values if name in os.environ}
    os.environ.update(values)
    try:
        yield
    finally:
        for name in values.keys() - before.keys():
            os.environ.pop(name, None)
        os.environ.update(before)
