"""A real kernel for tests, driven cell by cell."""

import ast
import os
import time

import psutil
from jupyter_client.manager import KernelManager
from nbformat.v4 import output_from_msg

from workshop.kernels.forked import Forked
from workshop.kernels.this_python import QUIET, OwnKernelSpecs

CELL_SECONDS = 300


class Kernel:
    """A kernel in a folder of its own, with `environment` or else with this process's."""

    def __init__(self, folder, environment=None):
        self.manager = KernelManager(kernel_spec_manager=OwnKernelSpecs())
        if (
            environment is None
        ):  # what MLflow has noted of this very process isn't for another: the kernel would be cold
            environment = {name: value for name, value in os.environ.items() if not name.startswith("_MLFLOW_")}
        self.manager.start_kernel(extra_arguments=QUIET, cwd=str(folder), env=environment)
        self.client = self.manager.blocking_client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=CELL_SECONDS)

    def outputs(self, source: str) -> list:
        """The outputs of a cell, as a notebook would store them."""
        found = []

        def keep(message):
            if message["msg_type"] in ("stream", "display_data", "execute_result", "error"):
                found.append(output_from_msg(message))

        self.client.execute_interactive(source, timeout=CELL_SECONDS, output_hook=keep, stop_on_error=False)
        return found

    def run(self, source: str) -> tuple[str, str]:
        """(what was displayed, the error's name and text or "")."""
        outputs = self.outputs(source)
        shown = [output["data"].get("text/plain", "") for output in outputs if "data" in output]
        errors = [f"{o['ename']}: {o['evalue']}" for o in outputs if o["output_type"] == "error"]
        return "\n".join(shown), "".join(errors)

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def is_warm(kernel: Kernel) -> bool:
    return isinstance(kernel.manager.provisioner.process, Forked)


def value(kernel: Kernel, source: str):
    """What a cell ends in, where Python can read that; AssertionError when it raises."""
    shown, error = kernel.run(source)
    assert not error, error
    return ast.literal_eval(shown)


def wait_until(condition, what: str) -> None:
    deadline = time.monotonic() + CELL_SECONDS
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        time.sleep(0.1)


def gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
