"""How Jupyter gets a warm kernel: a provisioner, which jupyter_client finds by its entry point `workshop-warm`."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from functools import cache
from pathlib import Path
from typing import IO, Any

from ipykernel.kernelspec import get_kernel_dict
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Unicode, default

from workshop.environment import FORK_SERVER as ADDRESS
from workshop.environment import everything, setting
from workshop.kernels import forked
from workshop.kernels.forked import Cold, Forked

NAME = "workshop-warm"
CHOICE = "JUPYTER_DEFAULT_PROVISIONER_NAME"
UNDERSTOOD = {"env", "cwd", "stdout", "stderr", "kernel_id", "extra_arguments"}


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
        await asyncio.to_thread(forked.wait_until_ready, Path(self.address))
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start a warm kernel, or a cold one where it can't be warm."""
        kwargs["env"] = _without_us(kwargs.get("env") or everything())
        try:
            kernel = await asyncio.to_thread(order, Path(self.address), cmd, **kwargs)
        except Cold as cause:
            say_once(str(cause))
            return await super().launch_kernel(cmd, **kwargs)
        self.process = kernel  # type: ignore[assignment]  # it has what is used of a Popen
        self.pid = self.pgid = kernel.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info


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
    with open(os.devnull, "rb") as nothing:
        outputs = [_descriptor(how.get(name), number) for number, name in enumerate(("stdout", "stderr"), start=1)]
        return forked.order(address, message, [nothing.fileno(), *outputs])


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
