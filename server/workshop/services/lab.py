"""JupyterLab on the learner's notebooks, with the tracking server's pages as a tab of it."""

import json
import os
import urllib.request
from pathlib import Path

from workshop.services import leash
from workshop.services.ports import LOOPBACK

LAYOUT = "workshop"
ASK_SECONDS = 30
# jupyter-server-proxy's own name for the tab, which its restorer puts behind its namespace once more
MLFLOW_TAB = "server-proxy:mlflow"
MLFLOW_PLACE = f"server-proxy:{MLFLOW_TAB}"


def layout(notebook: str | None) -> dict:
    """A JupyterLab workspace: `notebook` (relative to the learner's folder) in front, MLflow a tab beside it."""
    widgets = [f"notebook:{notebook}"] if notebook else []
    data = {
        "layout-restorer:data": {
            "main": {
                "dock": {"type": "tab-area", "currentIndex": 0, "widgets": [*widgets, MLFLOW_PLACE]},
                "current": (widgets or [MLFLOW_PLACE])[0],
            },
            "left": {"collapsed": False, "visible": True, "current": "filebrowser", "widgets": ["filebrowser"]},
        },
        MLFLOW_PLACE: {"data": {"url": "/mlflow/#/experiments?workflowType=machine_learning", "title": "MLflow", "newBrowserTab": False, "id": MLFLOW_TAB}},
    }
    if notebook:
        data[widgets[0]] = {"data": {"path": notebook, "factory": "Notebook"}}
        data["file-browser-filebrowser:cwd"] = {"path": str(Path(notebook).parent.as_posix())}
    return {"data": data, "metadata": {"id": LAYOUT}}


# Installed for the instructor, or by other packages; of no use to a learner, and each costs a start some time.
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


def configuration(work: str, state: str, host: str, port: int, tracking_port: int) -> dict:
    """JupyterLab's configuration file; the token is handed over in the environment instead."""
    mlflow = {
        "command": [],
        "port": tracking_port,
        "new_browser_tab": False,
        "launcher_entry": {"title": "MLflow", "category": "Other"},
        # The tracking server takes requests for and from its own address only.
        "request_headers_override": {
            "Host": f"{LOOPBACK}:{tracking_port}",
            "Origin": f"http://{LOOPBACK}:{tracking_port}",
        },
    }
    return {
        "ServerApp": {
            "root_dir": work,
            "ip": host,
            "port": port,
            "port_retries": 0,
            "open_browser": False,
            "allow_root": True,
            "jpserver_extensions": dict.fromkeys(OFF, False),
            # A login shell, the default, would put the machine's own programs before this environment's.
            "terminado_settings": {} if os.name == "nt" else {"shell_command": [os.environ.get("SHELL", "/bin/sh")]},
        },
        "ServerProxy": {"servers": {"mlflow": mlflow}},
        "LabApp": {
            "workspaces_dir": str(Path(state) / "jupyter" / "workspaces"),
            "user_settings_dir": str(Path(state) / "jupyter" / "settings"),
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "news_url": None,
        },
    }


def serve(token: str, **told) -> None:
    """Serve until SIGTERM; kernels go with it."""
    folder = Path(told["state"]) / "jupyter" / "config"
    pages = folder / "labconfig" / "page_config.json"
    pages.parent.mkdir(parents=True, exist_ok=True)
    pages.write_text(json.dumps(PAGES), encoding="utf-8")
    (folder / "jupyter_server_config.json").write_text(json.dumps(configuration(**told)), encoding="utf-8")
    os.environ |= {"JUPYTER_CONFIG_DIR": str(folder), "JUPYTER_TOKEN": token}
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([])


def arrange(address: str, token: str, notebook: str | None) -> None:
    """Have the running JupyterLab open as `layout` says, the next time that its `front_door` is opened."""
    request = urllib.request.Request(
        f"{address}/lab/api/workspaces/{LAYOUT}", json.dumps(layout(notebook)).encode(), method="PUT",
        headers={"Authorization": f"token {token}", "Content-Type": "application/json"},
    )  # fmt: skip
    urllib.request.urlopen(request, timeout=ASK_SECONDS).close()


def front_door(address: str, token: str) -> str:
    """The address that opens JupyterLab as `arrange` has it."""
    return f"{address}/lab/workspaces/{LAYOUT}?token={token}"


if __name__ == "__main__":
    told = leash.settings()
    leash.follow_parent()
    serve(**told)
