"""The kernel in which notebooks are executed: it runs on the Python that runs this module, with its packages."""

from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

# Without it ipykernel warns on stderr, at each start, that it doesn't encrypt what it sends over the loopback.
QUIET = ["--IPKernelApp.log_level=ERROR"]


class OwnKernelSpecs(KernelSpecManager):
    """Gives this environment's kernel, whichever name is asked for.

    A kernel named `python3` in a user's folder or on JUPYTER_PATH may belong to another Python, which doesn't have the
    course's packages.
    """

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


class OwnKernel(AsyncKernelManager):
    """A kernel manager; nbclient and papermill take it as `kernel_manager_class`."""

    @default("kernel_spec_manager")
    def _own_kernel_specs(self) -> KernelSpecManager:
        return OwnKernelSpecs(parent=self)


def own_kernel(environment: dict[str, str]) -> type[OwnKernel]:
    """An OwnKernel whose kernel has that environment."""

    class Kernel(OwnKernel):
        # Jupyter types its own as the one that doesn't wait.
        async def start_kernel(self, **settings: Any) -> None:  # type: ignore[override]
            await super().start_kernel(env=environment, **settings)

    return Kernel
