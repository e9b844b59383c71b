"""What MLflow's pages find when they are opened: their Assistant, a third of the tab, stays shut until somebody opens it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

SETTINGS = {"mlflow.assistant.fab.autoOpenedOnFirstLoad_v1": "true", "mlflow.assistant.panelOpen_v1": "false"}
SCRIPT = "<script>for (const [key, value] of Object.entries({settings})) if (localStorage.getItem(key) === null) localStorage.setItem(key, value)</script>".replace(
    "{settings}", str(SETTINGS)
).encode()
HEAD = b"<head>"
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]


class QuietOpening:
    """An ASGI application that serves another one, with SCRIPT at the top of its first page.

    The settings are the page's own, in the browser's memory; what somebody has set there since is left.
    """

    def __init__(self, app: Callable):
        self.app = app

    async def __call__(self, scope: Message, receive: Callable, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start, body = {}, bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        await self.app(scope, receive, keep)
        page = bytes(body).replace(HEAD, HEAD + SCRIPT, 1)
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in (b"content-length", b"etag")]
        await send({**start, "headers": [*headers, (b"content-length", str(len(page)).encode())]})
        await send({"type": "http.response.body", "body": page})
