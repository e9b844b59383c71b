"""The kernel that notebooks are executed on: the Python that runs this, with its packages."""

import os

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

# ipykernel warns on stderr at each start that it doesn't encrypt what goes over the loopback.
QUIET = ["--IPKernelApp.log_level=ERROR"]


class OwnKernelSpecs(KernelSpecManager):
    """Any kernel that is asked for is this environment's: one of the name `python3` that the machine has in a
    user's folder or on JUPYTER_PATH may belong to another Python, without the course's packages."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


class OwnKernel(AsyncKernelManager):
    """A kernel manager, to be handed to nbclient and papermill as `kernel_manager_class`."""

    @default("kernel_spec_manager")
    def _own_kernel_specs(self) -> KernelSpecManager:
        return OwnKernelSpecs(parent=self)


def own_kernel(variables: dict[str, str]) -> type[OwnKernel]:
    """OwnKernel, with `variables` in its kernel's environment over those of this process."""

    class Kernel(OwnKernel):
        async def start_kernel(self, **settings):
            return await super().start_kernel(env=os.environ | variables, **settings)

    return Kernel if variables else OwnKernel
