"""What a fork server imports, and which variables of its environment these imports fix for all that it forks."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO

# The kernel's modules come first: tqdm, which MLflow imports, takes them as the sign that it is in a notebook.
# Left out are the course's own modules, which load quickly and may be changed while the fork server runs, and
# `plotly.io` and `matplotlib_inline.backend_inline`, which look for the notebook's shell when they are imported.
MODULES = (
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.zmqshell", "ipywidgets", "jsonschema", "papermill", "numpy",
    "scipy.stats", "pandas", "pyarrow.pandas_compat", "matplotlib.pyplot", "matplotlib.backends.backend_agg",
    "sklearn.ensemble", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection",
    "sklearn.pipeline", "sklearn.preprocessing", "sklearn.tree", "skops.io", "mlflow", "mlflow.artifacts",
    "mlflow.models", "mlflow.pyfunc", "mlflow.sklearn", "optuna", "plotly.express", "plotly.graph_objects",
)  # fmt: skip
ON_JAX = ("jax.numpy", "keras", "mlflow.keras")

# Variables that Python reads when it starts, or that libraries read which aren't written in Python.
READ_EARLY = (
    "PYTHON", "LD_", "LANG", "LC_", "TZ", "MALLOC_", "GLIBC_", "MIMALLOC_", "ARROW_", "OMP_", "GOMP_", "KMP_", "MKL_",
    "OPENBLAS_", "GOTO_", "BLIS_", "NUMEXPR_", "TF_", "XLA_", "JAX_", "TQDM_", "QT_API", "SPYDER",
)  # fmt: skip
# Variables that an import reads but doesn't keep, or that ipykernel reads, which gets the value in another way.
NOT_KEPT = {"PATH", "PYTEST_CURRENT_TEST", "JPY_PARENT_PID", "JPY_INTERRUPT_EVENT"}
INLINE = "module://matplotlib_inline.backend_inline"  # ipykernel sets MPLBACKEND to this before the first import


class Imported:
    """The imports' environment: what they `met` at the start, the names they `read`, the variables they `left` set."""

    def __init__(self, met: dict[str, str], read: set[str], left: dict[str, str]):
        self.met, self.read, self.left = met, read - NOT_KEPT, left

    def differing(self, environment: dict[str, str]) -> list[str]:
        """The variables that were read already and have other values in `environment`: too late for a forked kernel."""
        early = {name for name in (*self.met, *environment) if name.startswith(READ_EARLY)}
        return sorted(name for name in self.read | early if self.met.get(name) != environment.get(name))


def lessons(environment: dict[str, str]) -> tuple[str, ...]:
    """What lessons import. Keras only if it is to run on jax; with another backend each kernel imports it."""
    return (*MODULES, *(ON_JAX if environment.get("KERAS_BACKEND") == "jax" else ()))


def load(modules: Iterable[str]) -> Imported:
    """Import the modules, in this order."""
    met = dict(os.environ)
    os.environ.setdefault("MPLBACKEND", INLINE)
    with _noted() as read, _relayed():
        for name in modules:
            importlib.import_module(name)
    left = {name: value for name, value in os.environ.items() if name != "MPLBACKEND" and met.get(name) != value}
    return Imported(met, read, left)


@contextmanager
def _noted() -> Iterator[set[str]]:
    """The names of the variables that are read inside the `with`; a loop over all of them doesn't count as reading."""
    kind, names = type(os.environ), set[str]()
    plain = kind.__getitem__

    def noted(self: os._Environ[str], name: str) -> str:
        if sys._getframe(1).f_code.co_name != "__iter__":
            names.add(os.fsdecode(name))
        return plain(self, name)

    kind.__getitem__ = noted  # type: ignore[method-assign]  # it's Python's own dictionary that is watched
    try:
        yield names
    finally:
        kind.__getitem__ = plain  # type: ignore[method-assign]  # as above


class Relay:
    """Takes the place of a standard stream during the imports, and later passes everything on to the kernel's stream.

    So a log handler that kept the stream writes into the notebook, as if the notebook had imported its library.
    """

    def __init__(self, target: TextIO):
        self.target = target

    def __getattr__(self, attribute: str) -> Any:
        return getattr(self.target, attribute)

    def close(self) -> None:
        """Does nothing. When ipykernel sets up its log, absl closes each stream that isn't by name a standard one."""


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
