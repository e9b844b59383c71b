"""A forked process, as the process sees it that ordered it from a fork server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from workshop.kernels import channel
from workshop.kernels.channel import Message

READY_SECONDS = 120
ANSWER_SECONDS = 20
CODE_SECONDS = 2
UNKNOWN = 1


class Cold(Exception):
    """The fork server can't give the process that was ordered; the text says why."""


class Forked:
    """A forked process, with what is used here of `subprocess.Popen`. It is no child of this process."""

    stdout = stderr = None
    running: set[Forked] = set()  # keeps the connections open: a kernel ends when its connection closes

    def __init__(self, connection: socket.socket, pid: int):
        self.connection, self.pid = connection, pid
        self.stdin: IO[bytes] | None = None  # for whoever gives it a pipe
        self.returncode: int | None = None
        self._process: psutil.Process | None = None
        connection.setblocking(False)
        with suppress(psutil.NoSuchProcess):
            self._process = psutil.Process(pid)
        self.running.add(self)

    def poll(self) -> int | None:
        """None while it runs, then its exit code: negative for a signal, UNKNOWN if nobody tells it."""
        if self.returncode is None:
            try:
                self._end(channel.receive(self.connection)[0])
            except BlockingIOError:
                if not self._alive():
                    self._end(self._exit_message())
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once there is one. Raises subprocess.TimeoutExpired after `timeout` seconds."""
        start = time.monotonic()
        while (code := self.poll()) is None:
            if timeout is not None and time.monotonic() - start > timeout:
                raise subprocess.TimeoutExpired("a forked process", timeout)
            time.sleep(0.05)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _alive(self) -> bool:
        try:
            return self._process is not None and self._process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def _exit_message(self) -> channel.Message | None:
        """The fork server's message about a process that has ended; None when the fork server has ended as well."""
        self.connection.settimeout(CODE_SECONDS)
        try:
            return channel.receive(self.connection)[0]
        except OSError:
            return None

    def _end(self, said: channel.Message | None) -> None:
        self.returncode = said["exit"] if said else UNKNOWN
        self.connection.close()
        self.running.discard(self)


def wait_until_ready(address: Path) -> None:
    """Return when the fork server has done its imports, or isn't there: then `order` will raise Cold."""
    try:
        with channel.connect(address) as connection:
            connection.settimeout(READY_SECONDS)
            channel.send(connection, channel.READY)
            channel.receive(connection)
    except OSError:
        pass


def python(
    address: Path, arguments: Sequence[str], files: Sequence[int], folder: Path, environment: dict[str, str]
) -> Forked:
    """The process that `python ARGUMENTS` would be: `-m` and a module, or a script, then what it is given.

    `files` are the open files that become its standard input, output and error. Raises Cold when it can't be forked.
    """
    wait_until_ready(address)
    message = {"program": list(arguments), "folder": str(folder), "environment": environment}
    return order(address, message, files)


def order(address: Path, message: Message, files: Sequence[int]) -> Forked:
    """The process that the fork server at `address` forks for this message. Raises Cold when it refuses, dies, or takes
    too long."""
    try:
        connection = channel.connect(address)
    except OSError:
        raise Cold("the process that they are forked from is gone") from None
    try:
        return Forked(connection, _answer(connection, message, files))
    except BaseException:
        connection.close()
        raise


def _answer(connection: socket.socket, message: Message, files: Sequence[int]) -> int:
    """The forked process's id. Raises Cold as `order` does."""
    connection.settimeout(ANSWER_SECONDS)
    try:
        channel.send(connection, message, files)
        reply, _ = channel.receive(connection)
    except TimeoutError:
        raise Cold(f"no answer for {ANSWER_SECONDS} s") from None
    except OSError:
        reply = None
    if reply is None:
        raise Cold("the process that they are forked from is gone")
    if "cold" in reply:
        raise Cold(reply["cold"])
    pid: int = reply["pid"]
    return pid
