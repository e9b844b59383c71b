"""How Jupyter gets a warm kernel: a provisioner, which jupyter_client finds by its entry point `workshop-warm`."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, Any

import psutil
from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode, default

from workshop.environment import FORK_SERVER as ADDRESS
from workshop.environment import everything, setting
from workshop.kernels import channel

NAME = "workshop-warm"
CHOICE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
READY_SECONDS = 120
ANSWER_SECONDS = 20
CODE_SECONDS = 2
UNKNOWN = 1
UNDERSTOOD = {"env", "cwd", "stdout", "stderr", "kernel_id", "extra_arguments"}


class Cold(Exception):
    """A kernel can't be a warm one; the text says why."""


class Forked:
    """A forked kernel, with the part of `subprocess.Popen` that jupyter_client uses. It is no child of this process."""

    stdin = stdout = stderr = None
    running: set[Forked] = set()  # keeps the connections open: a kernel ends when its connection closes

    def __init__(self, connection: socket.socket, pid: int):
        self.connection, self.pid = connection, pid
        self.returncode: int | None = None
        self._process: psutil.Process | None = None
        connection.setblocking(False)
        with suppress(psutil.NoSuchProcess):
            self._process = psutil.Process(pid)
        self.running.add(self)

    def poll(self) -> int | None:
        """None while the kernel runs, then its exit code: negative for a signal, UNKNOWN if nobody tells it."""
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
                raise subprocess.TimeoutExpired("a warm kernel", timeout)
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
        """The fork server's message about a kernel that has ended; None when the fork server has ended as well."""
        self.connection.settimeout(CODE_SECONDS)
        try:
            return channel.receive(self.connection)[0]
        except OSError:
            return None

    def _end(self, said: channel.Message | None) -> None:
        self.returncode = said["exit"] if said else UNKNOWN
        self.connection.close()
        self.running.discard(self)


class WarmProvisioner(LocalProvisioner):
    """Has the fork server fork a kernel; where that can't give the kernel asked for, starts it cold and says why."""

    address = Unicode(config=True, help="The path of the socket at which the fork server takes orders.")

    @default("address")
    def _told_by_the_environment(self) -> str:
        return setting(ADDRESS)

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Wait until the fork server has done its imports, and only then choose the kernel's ports.

        If the ports were chosen first, another program might take them during the wait. The wait costs little: a cold
        kernel would spend the time on imports in its first cell, and the fork server does them once.
        """
        await asyncio.to_thread(wait_for_fork_server, Path(self.address))
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a warm kernel, or a cold one where it can't be warm."""
        kwargs["env"] = _without_us(kwargs.get("env") or everything())
        try:
            forked = await asyncio.to_thread(order, Path(self.address), cmd, **kwargs)
        except Cold as cause:
            say_once(str(cause))
            return await super().launch_kernel(cmd, **kwargs)
        self.process = forked  # type: ignore[assignment]  # it has what is used of a Popen
        self.pid = self.pgid = forked.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info


def wait_for_fork_server(address: Path) -> None:
    """Return when the fork server has done its imports, or isn't there: then `order` will raise Cold."""
    try:
        with channel.connect(address) as connection:
            connection.settimeout(READY_SECONDS)
            channel.send(connection, channel.READY)
            channel.receive(connection)
    except OSError:
        pass


def order(address: Path, cmd: list[str], **how: Any) -> Forked:
    """Order the kernel that `subprocess.Popen(cmd, **how)` would start. Raises Cold when it can't be a warm one."""
    arguments = _arguments(cmd)
    odd = [name for name, value in how.items() if name not in UNDERSTOOD and value]
    if odd:
        raise Cold(f"they can't start with {', '.join(odd)}")
    message = {
        "arguments": arguments,
        "environment": how["env"] | {"JPY_PARENT_PID": str(os.getpid())},
        "folder": os.path.abspath(how.get("cwd") or os.getcwd()),
    }
    files = [_descriptor(how.get(name), number) for number, name in enumerate(("stdout", "stderr"), start=1)]
    try:
        connection = channel.connect(address)
    except OSError:
        raise Cold("the process that they are forked from is gone") from None
    try:
        return Forked(connection, _answer(connection, message, files))
    except BaseException:
        connection.close()
        raise


def _arguments(cmd: list[str]) -> list[str]:
    """The arguments after this environment's own `python -m ipykernel_launcher`. Raises Cold for another command."""
    own = get_kernel_dict()["argv"]
    start = own[: own.index("ipykernel_launcher") + 1]
    if cmd[: len(start)] != start:
        raise Cold(f"they run on {sys.executable}, but this kernel should run on {cmd[0]}")
    return [os.path.expanduser(argument) for argument in cmd[len(start) :]]


def _descriptor(given: int | IO[Any] | None, number: int) -> int:
    """The open file that Popen would give its process as file `number`. Raises Cold for a pipe."""
    if given is None:
        return number
    if isinstance(given, int) and given < 0:
        raise Cold("a forked kernel can't write to a pipe")
    return given if isinstance(given, int) else given.fileno()


def _answer(connection: socket.socket, message: channel.Message, files: list[int]) -> int:
    """The forked kernel's process id. Raises Cold when the fork server refuses, dies, or takes too long."""
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


def _without_us(environment: dict[str, str]) -> dict[str, str]:
    """`environment` without the variables that choose this provisioner: a kernel doesn't need them."""
    ours = {ADDRESS} | ({CHOICE} if environment.get(CHOICE) == NAME else set())
    return {name: value for name, value in environment.items() if name not in ours}


@cache
def say_once(cause: str) -> None:
    """Log why kernels start cold, once for each cause."""
    logging.getLogger("workshop.kernels").warning("%s", cold(cause))


def cold(cause: str) -> str:
    """The sentence that says that kernels start cold, and why."""
    return f"No warm kernels ({cause}); notebooks start more slowly."
