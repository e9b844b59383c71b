"""The tab Progress: a page of JupyterLab's own server that shows where the learner stands, and keeps itself up to date.

It is a server extension of Jupyter: so it needs no process of its own, and JupyterLab's token protects it.
"""

from __future__ import annotations

import asyncio
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web

from workshop.course import index
from workshop.errors import WorkshopError
from workshop.paths import START
from workshop.progress import summary
from workshop.progress.html import PROGRESS, in_html
from workshop.services import Workspace

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

REFRESH_SECONDS = 5
SILENT = f"JupyterLab doesn't answer. Start it again with {START}; what you have done is kept."
TEMPLATE = Template(Path(__file__).with_suffix(".html").read_text(encoding="utf-8"))


def content() -> str:
    """The picture of where the learner stands, or the sentence that says why there is none now."""
    try:
        return in_html(summary.own(index.read(), Workspace.here()))
    except WorkshopError as error:
        return f"<p>{escape(str(error))}</p><p>This page looks again every {REFRESH_SECONDS} seconds.</p>"


class ProgressPage(JupyterHandler):
    """Answers with the page. A script in the page asks for it again and again, and shows what has changed."""

    @web.authenticated
    async def get(self) -> None:
        shown = await asyncio.to_thread(
            content
        )  # the tracking server may be slow, and kernels must not wait for a page
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(TEMPLATE.substitute(content=shown, silent=SILENT, milliseconds=1000 * REFRESH_SECONDS))


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: ServerApp) -> None:
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(".*$", [(url_path_join(base, PROGRESS.path), ProgressPage)])
