"""Starts and stops the fork server: inside a `with`, kernels are warm ones, which the fork server forks."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory

from workshop.environment import FORK_SERVER as ADDRESS
from workshop.environment import added, everything
from workshop.kernels import channel, imports
from workshop.kernels.provisioner import CHOICE, NAME, cold

STOP_SECONDS = 15


class ForkServerProcess:
    """The fork server's process. It takes orders at the socket `orders`; they wait until its imports are done."""

    def __init__(self, folder: Path, environment: dict[str, str], modules: Iterable[str]):
        self.orders = folder / "orders"
        with channel.listen(self.orders) as listener, (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workshop.kernels.forkserver", str(listener.fileno()), str(folder), *modules],
                stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment, pass_fds=[listener.fileno()],
                start_new_session=True,
            )  # fmt: skip

    def begin(self) -> None:
        """Have the fork server do its imports now, and not only at the first order."""
        assert self.process.stdin  # by PIPE
        try:
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()
        except OSError:  # it has died already; the first order for a kernel will say so
            pass

    def stop(self) -> None:
        """End the fork server, which ends its remaining kernels."""
        assert self.process.stdin  # by PIPE
        with suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def fork_server(
    report: Callable[[str], None], environment: dict[str, str], modules: Iterable[str] | None = None
) -> Iterator[ForkServerProcess | None]:
    """Inside the `with`, a fork server with `environment` runs, which imports the `modules`, or without any named what
    lessons import. Without fork, gives None and `report` is told."""
    if sys.platform != "linux":
        report(cold("they need Linux"))
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="workshop-kernels-", ignore_cleanup_errors=True) as folder:
        process = ForkServerProcess(Path(folder), environment, modules or imports.lessons(environment))
        try:
            yield process
        finally:
            process.stop()


def provision(process: ForkServerProcess | None) -> dict[str, Any]:
    """The part of a Jupyter application's configuration that has the fork server fork its kernels; {} without one."""
    if process is None:
        return {}
    return {
        "KernelProvisionerFactory": {"default_provisioner_name": NAME},
        "WarmProvisioner": {"address": str(process.orders)},
    }


@contextmanager
def warm(report: Callable[[str], None], environment: dict[str, str] | None = None) -> Iterator[None]:
    """Inside the `with`, the kernels that this process and its children start are warm: a fork server forks them.

    The fork server has `environment`, or without one this process's environment. On a system without fork `report` is
    told, and the kernels start cold.
    """
    with fork_server(report, everything() if environment is None else environment) as process:
        if process is None:
            yield
            return
        process.begin()
        try:
            with added({ADDRESS: str(process.orders), CHOICE: NAME}):
                KernelProvisionerFactory.clear_instance()  # it would keep the choice that it read first
                yield
        finally:
            KernelProvisionerFactory.clear_instance()
