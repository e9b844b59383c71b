"""The front of the warm kernels: while a `with` lasts, kernels are forked from a process that has the imports done."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.provisioning import KernelProvisionerFactory

from workshop.kernels import channel
from workshop.kernels.provisioner import ADDRESS, CHOICE, NAME, cold

STOP_SECONDS = 15


class Mother:
    """Where warm kernels come from: orders for them are taken at `orders`, and wait until her imports are done."""

    def __init__(self, folder: Path, environment: dict[str, str]):
        self.orders = folder / "orders"
        with channel.listen(self.orders) as listener, (folder / "log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "workshop.kernels.mother", str(listener.fileno()), str(folder)],
                stdin=subprocess.PIPE, stdout=log, stderr=log, env=environment, pass_fds=[listener.fileno()],
                start_new_session=True,
            )  # fmt: skip

    def begin(self) -> None:
        """Have her do the imports now, and not with the first order."""
        try:
            self.process.stdin.write(b"\n")
            self.process.stdin.flush()
        except OSError:  # she has died already; whoever orders from her will say so
            pass

    def stop(self) -> None:
        """End her, and the kernels that are left."""
        try:
            self.process.stdin.close()
        except OSError:
            pass
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def mother(report: Callable[[str], None], environment: dict[str, str]) -> Iterator[Mother | None]:
    """Inside the `with` there is a mother on `environment`; None where there can be none, and `report` is told."""
    if sys.platform != "linux":
        report(cold("they need Linux"))
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="workshop-kernels-", ignore_cleanup_errors=True) as folder:
        found = Mother(Path(folder), environment)
        try:
            yield found
        finally:
            found.stop()


def provision(found: Mother | None) -> dict:
    """The part of a Jupyter application's configuration that has its kernels come from a mother, if there is one."""
    if found is None:
        return {}
    return {
        "KernelProvisionerFactory": {"default_provisioner_name": NAME},
        "WarmProvisioner": {"address": str(found.orders)},
    }


@contextmanager
def warm(report: Callable[[str], None], environment: dict[str, str] | None = None) -> Iterator[None]:
    """Inside the `with`, kernels that this process and its children start are forked from a mother on `environment`
    (this process's own without one). Where there is no fork, `report` is told, and they start cold."""
    with mother(report, dict(os.environ if environment is None else environment)) as found:
        if found is None:
            yield
            return
        found.begin()
        before = {name: os.environ.get(name) for name in (ADDRESS, CHOICE)}
        os.environ |= {ADDRESS: str(found.orders), CHOICE: NAME}
        KernelProvisionerFactory.clear_instance()  # it keeps the choice that it met first
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None) if value is None else os.environ.update({name: value})
            KernelProvisionerFactory.clear_instance()
