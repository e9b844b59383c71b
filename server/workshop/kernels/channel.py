"""The messages between a fork server and those who order processes from it: lines of JSON over a unix socket.

The first message can carry open files.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHUNK = 65536
MOST_FILES = 3
Message = dict[str, Any]
READY = {"ready": True}  # the question, and also the answer, which comes once the imports are done


@contextmanager
def short(path: Path) -> Iterator[str]:
    """Inside the `with`, a name for `path` that fits into a socket's address: about 100 characters on Linux."""
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def listen(path: Path) -> socket.socket:
    """A socket that listens at `path`; a connection waits until the listener accepts it."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    with short(path) as name:
        listener.bind(name)
    listener.listen()
    return listener


def connect(path: Path) -> socket.socket:
    """A connection to the process that listens at `path`. Raises OSError when none does."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        with short(path) as name:
            connection.connect(name)
    except OSError:
        connection.close()
        raise
    return connection


def send(connection: socket.socket, message: Message, files: Sequence[int] = ()) -> None:
    """Send a message, and with it the descriptors of open files. Raises OSError when the other end is closed."""
    line = json.dumps(message).encode() + b"\n"
    sent = socket.send_fds(connection, [line], files) if files else 0
    if sent < len(line):  # if all was sent, the other end may have read it, answered and closed already
        connection.sendall(line[sent:])


def receive(connection: socket.socket) -> tuple[Message | None, list[int]]:
    """The next message and the files that came with it; None when the other end is closed.

    Raises TimeoutError when the connection has a timeout and no message comes in that time.
    """
    line, files, _, _ = socket.recv_fds(connection, CHUNK, MOST_FILES)
    while line and not line.endswith(b"\n"):
        more = connection.recv(CHUNK)
        if not more:
            line = b""
        line += more
    return (json.loads(line) if line else None), files
