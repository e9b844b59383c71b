"""Inside a kernel: the kernels and scripts that its cells start are forked, by processes that have their imports done.

They do all that they would do, and only Python's start and the imports are saved: in 2.6 nearly every answer trains in
a process of its own. What is started in another way, or with other variables that an import reads, starts cold. nbval
runs the solutions without this.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from workshop.kernels import forked
from workshop.kernels.provisioner import ADDRESS, CHOICE, NAME
from workshop.kernels.this_python import OwnKernel
from workshop.kernels.warm import fork_server

OF_SCRIPTS = (
    "numpy", "pandas", "sklearn.ensemble", "sklearn.metrics",
    "mlflow", "mlflow.store.tracking.sqlalchemy_store", "mlflow.store.model_registry.sqlalchemy_store",
)  # fmt: skip
THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # as the lessons set them
KNOWN = {"cwd", "env", "capture_output", "encoding", "timeout"}
_kept = ExitStack()  # never closed: a fork server ends with this process


def fork_kernels(orders: str, started: dict[str, str]) -> None:
    """Have the fork server whose socket is `orders` fork the kernels. `started` is the environment in which this kernel
    was started; what ipykernel and imports have set since isn't handed on to them: they set it themselves."""
    since = {name for name in os.environ if os.environ[name] != started.get(name)}
    plain = OwnKernel.start_kernel

    async def start_kernel(self, **settings):
        own = {name: value for name, value in os.environ.items() if name not in since}
        back = {name: value for name, value in started.items() if name in since}
        await plain(self, **{"env": own | back, **settings})

    OwnKernel.start_kernel = start_kernel
    os.environ.update({ADDRESS: orders, CHOICE: NAME})


def fork_scripts() -> None:
    """Have `subprocess.run([sys.executable, SCRIPT, ...], capture_output=True)` fork the script. The process that does
    it begins its imports at the first one."""
    server = _kept.enter_context(fork_server(print, dict(os.environ) | THREADS, OF_SCRIPTS))
    plain = subprocess.run

    def run(command, *others, **how):
        is_script = isinstance(command, list) and len(command) > 1 and str(command[1]).endswith(".py")
        if (
            others
            or how.keys() - KNOWN
            or not how.get("capture_output")
            or not is_script
            or command[0] != sys.executable
        ):
            return plain(command, *others, **how)
        try:
            return _forked(server.orders, command, **how)
        except forked.Cold:
            return plain(command, **how)

    if server:
        subprocess.run = run


def _forked(
    orders: Path, command: list, capture_output, cwd=None, env=None, encoding=None, timeout=None
) -> subprocess.CompletedProcess:
    """What `subprocess.run` returns or raises. Raises Cold where the script must be started."""
    environment = dict(os.environ) if env is None else dict(env)
    with open(os.devnull, "rb") as nothing, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        files = [file.fileno() for file in (nothing, output, errors)]
        script = forked.python(orders, [*map(str, command[1:])], files, Path(cwd or os.getcwd()).resolve(), environment)
        try:
            code = script.wait(timeout)
        except subprocess.TimeoutExpired:
            script.kill()
            script.wait()
            raise
        said = [os.pread(file.fileno(), file.seek(0, os.SEEK_END), 0) for file in (output, errors)]
    return subprocess.CompletedProcess(command, code, *(each.decode(encoding) if encoding else each for each in said))
