"""What the mother imports, and what of its environment that settles for every kernel that is forked from it."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# The kernel first: tqdm, which MLflow brings, takes it as the sign that it is in a notebook. Not among them: the
# course's own modules, which are quick and may be mended while the mother runs, and `plotly.io` and
# `matplotlib_inline.backend_inline`, which look at the notebook's shell when they are imported.
MODULES = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipywidgets", "jsonschema", "papermill", "numpy",
    "scipy.stats", "pandas", "pyarrow.pandas_compat", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection",
    "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree", "skops.io", "mlflow", "mlflow.artifacts", "mlflow.models",
    "mlflow.pyfunc", "mlflow.sklearn", "optuna", "plotly.express", "plotly.graph_objects",
)  # fmt: skip
ON_JAX = ("jax.numpy", "keras", "mlflow.keras")

# Read when Python starts, or by libraries that aren't written in Python.
READ_EARLY = (
    "PYTHON", "LD_", "LANG", "LC_", "TZ", "MALLOC_", "GLIBC_", "MIMALLOC_", "ARROW_", "OMP_", "GOMP_", "KMP_", "MKL_",
    "OPENBLAS_", "GOTO_", "BLIS_", "NUMEXPR_", "TF_", "XLA_", "JAX_", "TQDM_", "QT_API", "SPYDER",
)  # fmt: skip
# Read by an import that keeps nothing of it, or by the kernel's, which gets it in another way.
NOT_KEPT = {"PATH", "PYTEST_CURRENT_TEST", "JPY_PARENT_PID", "JPY_INTERRUPT_EVENT"}
INLINE = "module://matplotlib_inline.backend_inline"  # as ipykernel sets MPLBACKEND before a notebook's first import


class Imported:
    """The environment that the imports met, the names that they `read` in it, and the variables that they `left`."""

    def __init__(self, met: dict[str, str], read: set[str], left: dict[str, str]):
        self.met, self.read, self.left = met, read - NOT_KEPT, left

    def differing(self, environment: dict[str, str]) -> list[str]:
        """The variables of `environment` that come too late for a fork: what was read has other values there."""
        early = {name for name in (*self.met, *environment) if name.startswith(READ_EARLY)}
        return sorted(name for name in self.read | early if self.met.get(name) != environment.get(name))


def load() -> Imported:
    """Import what a lesson does. Keras only where it is told to run on jax; another backend is the kernel's affair."""
    met = dict(os.environ)
    os.environ.setdefault("MPLBACKEND", INLINE)
    with _noted() as read, _relayed():
        for name in (*MODULES, *(ON_JAX if met.get("KERAS_BACKEND") == "jax" else ())):
            importlib.import_module(name)
    left = {name: value for name, value in os.environ.items() if name != "MPLBACKEND" and met.get(name) != value}
    return Imported(met, read, left)


@contextmanager
def _noted() -> Iterator[set[str]]:
    """The names of the variables that are read inside the `with`; going through all of them is not reading."""
    kind, names = type(os.environ), set()
    plain = kind.__getitem__

    def noted(self, name):
        if sys._getframe(1).f_code.co_name != "__iter__":
            names.add(os.fsdecode(name))
        return plain(self, name)

    kind.__getitem__ = noted
    try:
        yield names
    finally:
        kind.__getitem__ = plain


class Relay:
    """Stands for a standard stream while libraries are imported, and then for the kernel's: a log handler that keeps it
    writes into the notebook, as it would had the notebook imported it."""

    def __init__(self, target: TextIO):
        self.target = target

    def __getattr__(self, attribute: str):
        return getattr(self.target, attribute)

    def close(self) -> None:
        """Nothing: absl closes, when ipykernel sets up its log, each stream that isn't by name a standard one."""


relays = {name: Relay(getattr(sys, name)) for name in ("stdout", "stderr")}


@contextmanager
def _relayed() -> Iterator[None]:
    try:
        for name, relay in relays.items():
            setattr(sys, name, relay)
        yield
    finally:
        for name, relay in relays.items():
            setattr(sys, name, relay.target)
