"""A page that JupyterLab shows as a tab of its own, which jupyter-server-proxy's front end opens and restores."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page of JupyterLab's own server, at `path` (without a slash before it).

    `name` is what the tab is known by, `title` what it bears. `extension` is the server extension, a module, that
    answers at `path`.
    """

    name: str
    title: str
    path: str
    extension: str

    @property
    def tab(self) -> str:
        """The id that jupyter-server-proxy gives the tab."""
        return f"server-proxy:{self.name}"

    @property
    def place(self) -> str:
        """The tab's key in a layout: its id behind the name of who restores it."""
        return f"server-proxy:{self.tab}"

    def restored(self) -> dict:
        """What a layout says of the tab."""
        return {"data": {"url": f"/{self.path}", "title": self.title, "newBrowserTab": False, "id": self.tab}}


MLFLOW = Page("mlflow", "MLflow", "mlflow/#/experiments?workflowType=machine_learning", "jupyter_server_proxy")
