"""A real kernel for tests, driven cell by cell."""

import os

from jupyter_client.manager import KernelManager
from nbformat.v4 import output_from_msg

from workshop.course.kernel import QUIET, OwnKernelSpecs

CELL_SECONDS = 300


class Kernel:
    """A kernel with this process's environment, in a folder of its own."""

    def __init__(self, folder):
        self.manager = KernelManager(kernel_spec_manager=OwnKernelSpecs())
        self.manager.start_kernel(extra_arguments=QUIET, cwd=str(folder), env=dict(os.environ))
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

    def enter(self, workspace: str) -> None:
        """Lead the kernel into an MLflow workspace, with nothing left of what ran before but the imports."""
        self.run("%reset -f")
        self.run(
            f"import os; os.environ['MLFLOW_WORKSPACE'] = {workspace!r}\n"
            "import mlflow; mlflow.set_workspace(os.environ['MLFLOW_WORKSPACE'])\n"
            "while mlflow.active_run(): mlflow.end_run()\n"
            "%reset -f"
        )

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
