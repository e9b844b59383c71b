"""A page that JupyterLab shows in a tab of its own; jupyter-server-proxy's front end opens and restores the tab."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    """A page of JupyterLab's own server, at `path` (without a slash before it).

    `name` is the tab's name in the code, `title` the text on it. `extension` is the module of the server extension that
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
        """The tab's key in a layout: the name of the extension that restores it, then the tab's id."""
        return f"server-proxy:{self.tab}"

    def restored(self) -> dict[str, Any]:
        """The tab's entry in a layout."""
        return {"data": {"url": f"/{self.path}", "title": self.title, "newBrowserTab": False, "id": self.tab}}


MLFLOW = Page("mlflow", "MLflow", "mlflow/#/experiments?workflowType=machine_learning", "jupyter_server_proxy")
