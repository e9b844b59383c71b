"""JupyterLab for the learner's notebooks; the tracking server's pages are one of its tabs."""

import json
import os
import urllib.request
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from workshop import environment
from workshop.kernels.warm import fork_server, provision
from workshop.services import parent_pipe
from workshop.services.page import MLFLOW, Page
from workshop.services.ports import LOOPBACK

LAYOUT = "workshop"
ASK_SECONDS = 30


def layout(notebook: str | None, pages: Iterable[Page] = ()) -> dict[str, Any]:
    """JupyterLab's workspace: `notebook` (relative to the learner's folder) in front, MLflow and `pages` beside it."""
    tabs = {page.place: page.restored() for page in (MLFLOW, *pages)}
    widgets = [f"notebook:{notebook}"] if notebook else []
    data = {
        "layout-restorer:data": {
            "main": {
                "dock": {"type": "tab-area", "currentIndex": 0, "widgets": [*widgets, *tabs]},
                "current": (widgets or [MLFLOW.place])[0],
            },
            "left": {"collapsed": False, "visible": True, "current": "filebrowser", "widgets": ["filebrowser"]},
        },
        **tabs,
    }
    if notebook:
        data[widgets[0]] = {"data": {"path": notebook, "factory": "Notebook"}}
        data["file-browser-filebrowser:cwd"] = {"path": str(Path(notebook).parent.as_posix())}
    return {"data": data, "metadata": {"id": LAYOUT}}


# Installed for the instructor, or by other packages. Learners don't need them, and each slows down the start.
OFF = (
    "jupyterlab_jupytext",
    "jupyter_lsp",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
)
PAGES = {
    "buildCheck": False,  # Dash brings an extension that would have to be built
    "disabledExtensions": {"@jupyter/nbgrader": True, "@jupyterlab/apputils-extension:announcements": True},
}


def configuration(
    work: str, state: str, host: str, port: int, tracking_port: int, pages: list[dict[str, str]]
) -> dict[str, Any]:
    """JupyterLab's configuration file, without the token, which it gets in its environment."""
    return {
        "ServerApp": {
            "root_dir": work,
            "ip": host,
            "port": port,
            "port_retries": 0,
            "open_browser": False,
            "allow_root": True,
            "jpserver_extensions": dict.fromkeys(OFF, False) | {page["extension"]: True for page in pages},
            # A login shell, the default, would put the machine's own programs before this environment's.
            "terminado_settings": {}
            if os.name == "nt"
            else {"shell_command": [environment.setting(environment.SHELL) or "/bin/sh"]},
        },
        "ServerProxy": {"servers": _in_the_launcher(port, tracking_port, pages)},
        "LabApp": {
            "workspaces_dir": str(Path(state) / "jupyter" / "workspaces"),
            "user_settings_dir": str(Path(state) / "jupyter" / "settings"),
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "news_url": None,
        },
    }


def _in_the_launcher(port: int, tracking_port: int, pages: list[dict[str, str]]) -> dict[str, Any]:
    """The servers for jupyter-server-proxy: each is an entry of the Launcher, which opens it in a tab."""

    def entry(title: str, port: int, **more: str) -> dict[str, Any]:
        launcher = {"title": title, "category": "Other"} | more
        return {"command": [], "port": port, "new_browser_tab": False, "launcher_entry": launcher}

    own = f"{LOOPBACK}:{tracking_port}"
    # The tracking server takes requests for and from its own address only.
    mlflow = {"request_headers_override": {"Host": own, "Origin": f"http://{own}"}}
    return {
        "mlflow": entry("MLflow", tracking_port) | mlflow,
        # JupyterLab itself serves a page, so nothing goes through the proxy; the proxy only needs some port here.
        **{page["name"]: entry(page["title"], port, path_info=page["path"]) for page in pages},
    }


def serve(token: str, **told: Any) -> None:
    """Serve until SIGTERM; the kernels end with JupyterLab.

    Kernels are warm ones, unless WORKSHOP_WARM is 0. The fork server takes about 330 MB as long as JupyterLab runs. A
    kernel with Keras then takes 60 MB of its own in place of 290, so two such kernels save more memory than the fork
    server takes (PSS, measured by `server/bench/kernels.py`).
    """
    folder = Path(told["state"]) / "jupyter" / "config"
    pages = folder / "labconfig" / "page_config.json"
    pages.parent.mkdir(parents=True, exist_ok=True)
    pages.write_text(json.dumps(PAGES), encoding="utf-8")
    os.environ |= {"JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_TOKEN": token}
    from jupyterlab.labapp import LabApp

    with (
        fork_server(print, environment.everything())
        if environment.setting(environment.WARM) != "0"
        else nullcontext() as forking
    ):
        settings = configuration(**told) | provision(forking)
        (folder / "jupyter_server_config.json").write_text(json.dumps(settings), encoding="utf-8")
        server = LabApp.initialize_server([])
        if forking:
            server.io_loop.add_callback(forking.begin)  # the imports begin when JupyterLab answers, not before
        server.start()


def arrange(address: str, token: str, notebook: str | None, pages: Iterable[Page] = ()) -> None:
    """Set what the running JupyterLab shows when its `front_door` is next opened: the tabs of `layout`."""
    request = urllib.request.Request(
        f"{address}/lab/api/workspaces/{LAYOUT}", json.dumps(layout(notebook, pages)).encode(), method="PUT",
        headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
    )  # fmt: skip
    urllib.request.urlopen(request, timeout=ASK_SECONDS).close()


def front_door(address: str, token: str) -> str:
    """The address that opens JupyterLab with the tabs that `arrange` has set."""
    return f"{address}/lab/workspaces/{LAYOUT}?token={token}"


if __name__ == "__main__":
    told = parent_pipe.settings()
    parent_pipe.follow_parent()
    serve(**told)
