"""Inside a kernel: the kernels and scripts that its cells start are forked, by processes that have their imports done.

They do all that they would do, and only Python's start and the imports are saved: in 2.6 nearly every answer trains in
a process of its own. What is started in another way, or with other variables that an import reads, starts cold. nbval
runs the solutions without this.
"""

import os
import shlex
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import fork_client
from fork_client import THREADS, unset

from workshop.environment import WORK, find_packages
from workshop.kernels import forked
from workshop.kernels.provisioner import ADDRESS, CHOICE, NAME
from workshop.kernels.this_python import OwnKernel
from workshop.kernels.warm import fork_server

OF_SCRIPTS = (
    "numpy", "pandas", "sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics", "sklearn.pipeline",
    "mlflow", "mlflow.sklearn", "mlflow.projects", "skops.io",
    "mlflow.store.tracking.sqlalchemy_store", "mlflow.store.model_registry.sqlalchemy_store",
)  # fmt: skip
PYTHONS = {"python": "", "mlflow": "-m mlflow"}  # commands that are forked, too, and what they stand for
KNOWN = {"cwd", "env", "capture_output", "stdout", "stderr", "encoding", "timeout"}
_kept = ExitStack()  # never closed: a fork server ends with this process


def fork_kernels(orders: str, started: dict[str, str]) -> None:
    """Have the fork server whose socket is `orders` fork the kernels. `started` is the environment in which this kernel
    was started; what ipykernel, imports and `begin` (the path of packages) have set since isn't handed on to them: they
    set it themselves."""
    since = {name for name in os.environ if os.environ[name] != started.get(name)} | {"PYTHONPATH"}
    plain = OwnKernel.start_kernel

    async def start_kernel(self, **settings):
        own = {name: value for name, value in os.environ.items() if name not in since}
        back = {name: value for name, value in started.items() if name in since}
        await plain(self, **{"env": own | back, **settings})

    OwnKernel.start_kernel = start_kernel
    os.environ.update({ADDRESS: orders, CHOICE: NAME})


def fork_scripts() -> None:
    """Have `subprocess.run([sys.executable, SCRIPT, ...], capture_output=True)` fork the script (or with files as its
    stdout and stderr), and the commands of
    PYTHONS, wherever they are typed. The process that does it begins its imports at the first one."""
    find_packages(Path(os.environ[WORK]) / "packages")  # as `begin` will do: Python reads it when it starts
    server = _kept.enter_context(fork_server(print, unset(os.environ) | THREADS, OF_SCRIPTS))
    plain = subprocess.run
    if not server:
        return
    commands = Path(_kept.enter_context(tempfile.TemporaryDirectory(prefix="workshop-commands-")))
    for name, stands_for in PYTHONS.items():
        client = f"{shlex.quote(sys.executable)} -E {shlex.quote(fork_client.__file__)} {server.orders} {stands_for}"
        (commands / name).write_text(f'#!/bin/sh\nexec {client} "$@"\n')
        (commands / name).chmod(0o755)
    os.environ["PATH"] = _first(commands, os.environ)

    def run(command, *others, **how):
        is_script = isinstance(command, list) and len(command) > 1 and str(command[1]).endswith(".py")
        if (
            others
            or how.keys() - KNOWN
            or not (how.get("capture_output") or how.keys() >= {"stdout", "stderr"})
            or not is_script
            or command[0] != sys.executable
        ):
            return plain(command, *others, **how)
        try:
            own = how.get("env", os.environ)
            return _forked(server.orders, command, **how | {"env": {**own, "PATH": _first(commands, own)}})
        except forked.Cold:
            return plain(command, **how)

    subprocess.run = run


def _first(folder: Path, environment) -> str:
    """The PATH of an environment, with this folder before all others."""
    return os.pathsep.join([str(folder), environment.get("PATH", "")])


def _forked(
    orders: Path,
    command: list,
    capture_output=True,
    stdout=None,
    stderr=None,
    cwd=None,
    env=None,
    encoding=None,
    timeout=None,
) -> subprocess.CompletedProcess:
    """What `subprocess.run` returns or raises. Raises Cold where the script must be started."""
    environment = unset(os.environ if env is None else env)
    with open(os.devnull, "rb") as nothing, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        files = [file.fileno() for file in (nothing, stdout or output, stderr or errors)]
        script = forked.python(orders, [*map(str, command[1:])], files, Path(cwd or os.getcwd()).resolve(), environment)
        try:
            code = script.wait(timeout)
        except subprocess.TimeoutExpired:
            script.kill()
            script.wait()
            raise
        said = [os.pread(file.fileno(), file.seek(0, os.SEEK_END), 0) for file in (output, errors)]
    return subprocess.CompletedProcess(command, code, *(each.decode(encoding) if encoding else each for each in said))
