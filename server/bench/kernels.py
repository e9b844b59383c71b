"""What warm kernels save against cold ones: CPU, wall time and memory, for the first imports and for ten notebooks.

    python3 server/bench/kernels.py [--rounds N]

CPU is that of the kernels and of all that they start. For warm kernels it includes the forks; the fork server's own
imports, which it does once, are given separately. The process that drives the kernels is the same for both, and is not
counted. Six of the notebooks fit a line with scikit-learn, four a network with Keras on jax. To compile the network
takes a second or more in any kernel, so the figures without the fits are given as well. Cold and warm kernels are
measured in turn, so that a busy machine is busy for both. Memory is PSS (shared pages counted once). Linux only.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil
from jupyter_client.manager import KernelManager
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import papermill_engines
from papermill.iorw import load_notebook_node

from workshop.kernels.this_python import QUIET, OwnKernel, OwnKernelSpecs
from workshop.kernels.warm import warm

MEGABYTE = 1e6
SECONDS = 600
IMPORTS = "import mlflow, mlflow.sklearn, pandas, sklearn.linear_model, matplotlib.pyplot, numpy as np"
KERAS = "import keras, mlflow.keras"
FIT = "print(0); sklearn.linear_model.LinearRegression().fit(np.eye(9), np.ones(9)).predict(np.eye(9))"
FIT_KERAS = """\
from time import process_time
start = process_time()
model = keras.Sequential([keras.layers.Input((9,)), keras.layers.Dense(1)])
model.compile(loss="mse")
model.fit(np.eye(9), np.ones((9, 1)), epochs=2, verbose=0)
print(process_time() - start)
"""
NOTEBOOKS = [[IMPORTS, FIT]] * 6 + [[IMPORTS, KERAS, FIT_KERAS]] * 4


@dataclass
class Cost:
    """Seconds and megabytes; `fits` is the CPU of the fits alone. Zero means not measured."""

    cpu: float
    wall: float
    memory: float = 0.0
    fits: float = 0.0

    @property
    def cpu_but_fits(self) -> float:
        return self.cpu - self.fits if self.fits else 0.0


@contextmanager
def kernel() -> Iterator[tuple[KernelManager, Callable[[str], None]]]:
    """A kernel, and a function that executes a cell in it."""
    manager = KernelManager(kernel_spec_manager=OwnKernelSpecs())
    manager.start_kernel(extra_arguments=QUIET)
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        yield manager, lambda source: client.execute_interactive(source, timeout=SECONDS)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def first_import() -> Cost:
    """The cost of one kernel, from its start to the end of all imports."""
    start = time.monotonic()
    with kernel() as (manager, run):
        run(f"{IMPORTS}\n{KERAS}")
        process = psutil.Process(manager.provisioner.pid)
        return Cost(sum(process.cpu_times()[:4]), time.monotonic() - start, process.memory_full_info().pss / MEGABYTE)


def ten_notebooks(used: Callable[[], float]) -> Cost:
    """The cost of ten notebooks, one after another; `used` returns the CPU seconds of all kernels that have ended."""
    before, start, fits = used(), time.monotonic(), 0.0
    for cells in NOTEBOOKS:
        notebook = load_notebook_node(new_notebook(cells=[new_code_cell(source) for source in cells]))
        papermill_engines.execute_notebook_with_engine(
            None, notebook, kernel_name="python3", progress_bar=False, execution_timeout=SECONDS,
            kernel_manager_class=OwnKernel, extra_arguments=QUIET,
        )  # fmt: skip
        fits += float(notebook.cells[-1].outputs[0].text)
    return Cost(used() - before, time.monotonic() - start, fits=fits)


def of_children(process: psutil.Process) -> float:
    """CPU seconds of a process's children that have ended, and of their children."""
    times = process.cpu_times()
    return times.children_user + times.children_system


def of_itself(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def report(name: str, cold: list[Cost], forked: list[Cost]) -> None:
    """Print the medians, and how many times less the warm kernels took."""
    values = {
        unit: [statistics.median(getattr(cost, unit) for cost in costs) for costs in (cold, forked)]
        for unit in ("cpu", "cpu_but_fits", "wall", "memory")
    }
    for unit, (before, after) in values.items():
        if before:
            figures = f"cold {before:7.2f}   warm {after:7.2f}   ratio {before / after:5.1f}"
            print(f"{name:14} {unit.replace('_', ' '):12} {figures}")


def measure(rounds: int) -> None:
    here, costs = psutil.Process(), {name: [] for name in ("first cold", "first warm", "ten cold", "ten warm")}
    for _ in range(rounds):
        costs["first cold"].append(first_import())
        costs["ten cold"].append(ten_notebooks(lambda: of_children(here)))
        with warm(print), kernel() as (manager, _):  # this first kernel waits until the fork server's imports are done
            fork_server = psutil.Process(manager.provisioner.pid).parent()
            imports, forks = of_itself(fork_server), of_itself(fork_server)
            costs["first warm"].append(first_import())
            costs["first warm"][-1].cpu += of_itself(fork_server) - forks
            costs["ten warm"].append(ten_notebooks(lambda pid=fork_server: of_children(pid) + of_itself(pid)))
            memory = fork_server.memory_full_info().pss / MEGABYTE
    report("first import", costs["first cold"], costs["first warm"])
    report("ten notebooks", costs["ten cold"], costs["ten warm"])
    print(f"fork server    cpu {imports:.1f} s for its imports, once; memory {memory:.0f} MB, shared with its kernels")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    os.environ |= {"KERAS_BACKEND": "jax", "MLFLOW_DISABLE_TELEMETRY": "true"}
    with tempfile.TemporaryDirectory(prefix="workshop-bench-") as folder:
        os.environ["IPYTHONDIR"] = folder
        measure(rounds)


if __name__ == "__main__":
    main()
