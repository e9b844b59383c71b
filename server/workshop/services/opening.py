"""Keeps the Assistant of MLflow's pages, which takes a third of the tab, shut until somebody opens it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

SETTINGS = {"mlflow.assistant.fab.autoOpenedOnFirstLoad_v1": "true", "mlflow.assistant.panelOpen_v1": "false"}
SCRIPT = (
    f"<script>for (const [key, value] of Object.entries({SETTINGS})) "
    "if (localStorage.getItem(key) === null) localStorage.setItem(key, value)</script>"
).encode()
HEAD = b"<head>"
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class QuietOpening:
    """An ASGI application that serves another one, with SCRIPT at the top of its first page.

    SCRIPT puts SETTINGS, which are the page's own, into the browser's storage. What is set there already stays.
    """

    def __init__(self, app: Application):
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: dict[str, Any] = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        await self.app(scope, receive, keep)
        page = bytes(body).replace(HEAD, HEAD + SCRIPT, 1)
        changed = (b"content-length", b"etag")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in changed]
        await send({**start, "headers": [*headers, (b"content-length", str(len(page)).encode())]})
        await send({"type": "http.response.body", "body": page})
