"""Inside a kernel: runs cells, and takes back what they did to it.

They run in a fork of the kernel, which ends behind them. Where jax works a fork would lose its threads, and what can be
copied is copied instead: an answer that refits a model or changes a table in place leaves no trace. Put back as well
are the environment, the dice of Python, numpy and Keras, the numbers in the names that Keras gives, matplotlib's
settings, and MLflow's active run, experiment and autologging. What stays: changes of modules, functions, classes and of
what can't be copied; other libraries' settings (pandas' options, Keras' `floatx`, matplotlib's backend); modules that
were imported; open figures; what jax has compiled; threads.
"""

import copy
import importlib
import json
import os
import pickle
import random
import select
import signal
import sys
import threading
import time
import types
import warnings
from contextlib import suppress
from pathlib import Path

import matplotlib
import mlflow.tracking.fluent as fluent
import numpy
from IPython import get_ipython
from IPython.utils.capture import capture_output
from mlflow.tracking._tracking_service import utils as tracking
from mlflow.utils.autologging_utils import AUTOLOGGING_INTEGRATIONS as autologging
from mlflow.utils.autologging_utils import client, metrics_queue
from mlflow.utils.requirements_utils import _init_modules_to_packages_map

import workshop

SECONDS = 280
PACKAGE = Path(workshop.__file__).parent
FIXED = (types.ModuleType, types.FunctionType, type)
NOT_THEIRS = ("In", "Out", "desk", "get_ipython", "exit", "quit", "open")

names = get_ipython().user_ns
_init_modules_to_packages_map()  # takes MLflow half a second at a process's first model, and its forks have it then


def can_fork() -> bool:
    """Not where there is no fork, nor in a notebook that works with Keras: each fork would start jax and compile
    anew."""
    return sys.platform == "linux" and not any(getattr(value, "__name__", "") == "keras" for value in names.values())


def in_a_fork(sources: list[str], answer: str) -> None:
    """Run the cells in a fork of this process, and write a list of (displayed, error or "", seconds) into the file
    `answer`. TimeoutError when they take more than 280 s.

    What a fork has imported is imported here behind it, and what a check has computed from the data alone is kept, so
    that the next fork finds both done.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that the fork doesn't have: see _alone
        child = os.fork()
    if child == 0:
        try:
            _alone()
            ran = [_ran(source) for source in sources]
            found = {"ran": ran, "imported": _installed(), "measured": pickle.dumps(_measured()).hex()}
            Path(answer).write_text(json.dumps(found), encoding="utf-8")
        finally:
            os._exit(0)
    _wait_for(child)
    found = json.loads(Path(answer).read_text(encoding="utf-8"))
    for name in found["imported"]:
        if name not in sys.modules:
            with suppress(ImportError):
                importlib.import_module(name)
    for name, measured in pickle.loads(bytes.fromhex(found["measured"])).items():
        if name in sys.modules:
            sys.modules[name]._measured.update(measured)


def _wait_for(child: int) -> None:
    """Until it ends, or its time is over; then it is gone in any case."""
    watched = os.pidfd_open(child)
    try:
        ended = select.select([watched], [], [], SECONDS)[0]
    finally:
        os.close(watched)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if not ended:
        raise TimeoutError(f"the cells took more than {SECONDS} s")


def _measured() -> dict:
    """What checks have computed from the data alone, by the module of the checks."""
    checks = {name: module for name, module in sys.modules.items() if name.startswith("checks_")}
    return {name: module._measured for name, module in checks.items() if hasattr(module, "_measured")}


def _installed() -> list[str]:
    """The modules that are imported and aren't a learner's own."""
    found = [(name, getattr(module, "__file__", None) or "") for name, module in sys.modules.items()]
    return [name for name, file in found if "site-packages" in file or file.startswith(str(PACKAGE))]


def _alone() -> None:
    """Forget the threads of the process that was forked: here they don't run, and what is given to them would wait for
    ever. Those of IPython would send tracebacks to the kernel's own client."""
    get_ipython()._showtraceback = lambda *_: None
    tracking._artifact_repos_cache.clear()
    for pool in (client._AUTOLOGGING_QUEUEING_CLIENT_THREAD_POOL, metrics_queue._thread_pool):
        pool._threads.clear()
        pool._idle_semaphore = threading.Semaphore(0)


def _ran(source: str) -> tuple[str, str, float]:
    began = time.monotonic()
    with capture_output() as captured:
        result = get_ipython().run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec
    shown = [output.data.get("text/plain", "") for output in captured.outputs if output.data]
    return "\n".join(shown), f"{type(error).__name__}: {error}" if error else "", time.monotonic() - began


def _copied(values: dict) -> dict:
    """A network's copy is made from its settings and weights, so what `fit` hung on it is handed on."""
    memo, result = {}, {}
    for name, value in values.items():
        try:
            result[name] = value if isinstance(value, FIXED) else copy.deepcopy(value, memo)
        except Exception:
            result[name] = value
        if hasattr(value, "history") and hasattr(value, "stop_training"):
            result[name].history = value.history
    return result


def _theirs() -> dict:
    return {name: value for name, value in names.items() if not name.startswith("_") and name not in NOT_THEIRS}


def _state_of_keras() -> dict:
    """Where Keras keeps, for this thread, what belongs to no model: seed, dice, the numbers in names. `clear_session`
    puts another in its place. {} where Keras isn't imported."""
    module = sys.modules.get("keras.src.backend.common.global_state")
    return vars(module.GLOBAL_STATE_TRACKER) if module else {}


def _with_own_tables(state: dict) -> dict:
    """With tables and lists that Keras fills later: a layer of a half-built model waits in one of them, and would be
    built a second time with the next model."""
    return {name: copy.copy(value) if isinstance(value, dict | list) else value for name, value in state.items()}


def keep() -> None:
    global states, of_keras, drawn, kept, environment, settings, experiment, logging
    states, of_keras = (random.getstate(), numpy.random.get_state()), _with_own_tables(_state_of_keras())
    dice = of_keras.get("global_seed_generator")
    drawn = dice and dice.state.value
    kept, environment = _copied(_theirs()), dict(os.environ)
    _restore_dice()
    settings = matplotlib.rc_context()
    settings.__enter__()
    experiment, logging = fluent._active_experiment_id, copy.deepcopy(autologging)


def restore() -> None:
    """Once behind each `keep`."""
    while fluent.active_run():
        fluent.end_run()
    for name in _theirs():
        del names[name]
    names.update(_copied(kept))
    _restore_dice()
    os.environ.clear()
    os.environ.update(environment)
    settings.__exit__(None, None, None)
    fluent._active_experiment_id = experiment
    autologging.clear()
    autologging.update(copy.deepcopy(logging))


def _restore_dice() -> None:
    """After copies were made: a network's copy draws, and takes new names for its parts."""
    random.setstate(states[0])
    numpy.random.set_state(states[1])
    keras = _state_of_keras()
    keras.clear()
    keras.update(_with_own_tables(of_keras))
    if drawn is not None:
        keras["global_seed_generator"].state.assign(drawn)
