"""What the tests share: services for the whole session, and a workspace of its own for each test that asks."""

import os
import re
import signal
import uuid
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import replace

import pytest
from xdist.scheduler import LoadScopeScheduling

from workshop.services import Space, running

LEFT_BY_IMPORTS = ("TF_", "KMP_")  # variables that Keras and scikit-learn set begin so
WALKS = "test_answers.py"
LONG = ("test_states.py", WALKS)
LONGEST = ("1.1", "2.6", "2.4", "2.3", "2.5", "2.7", "2.2", "2.1")  # by the table at the end of a run


def pytest_configure(config):
    """A run in the background has Ctrl-C ignored, and so would have all that the tests start. MLflow tells nobody of
    the tests, nor leaves a variable in this process that says that it does."""
    os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def scope(nodeid: str) -> str:
    """What a test shares services with: its file, and in that of the wrong answers its notebook."""
    file = nodeid.partition("::")[0]
    walk = re.search(r"\[(\d+\.\d+)", nodeid) if file.endswith(WALKS) else None
    return f"{file} {walk[1]}" if walk else file


class ByScope(LoadScopeScheduling):
    """The tests of a scope stay with one worker, as their fixtures want it.

    (`--dist loadgroup` would say the same by marks; pytest 9.2 doesn't let it: pytest-xdist's issue 1386.)
    """

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False  # the order is ours
    return ByScope(config, log)


def pytest_collection_modifyitems(items):
    """What takes longest comes first, so that no worker is left with it in the end: a learner's life, then the walks. A
    walk goes through its notebook once, exercise by exercise; what wants all of it comes last."""
    items.sort(key=turn)


def turn(item) -> tuple:
    if item.path.name not in LONG:
        return (1,)
    values = item.callspec.params if hasattr(item, "callspec") else {}
    answer = values.get("answer")
    notebook = answer.notebook if answer else values.get("notebook")
    if notebook is None:
        return (0, 0)
    exercise = answer.exercise if answer else values.get("exercises", [None])[0]
    order = [each.id for each in notebook.exercises]
    rank = (
        LONGEST.index(notebook.id) if notebook.id in LONGEST else -1
    )  # a new one first: nobody knows yet how long it takes
    return 0, 1, rank, notebook.id, order.index(exercise) if exercise else len(order)


def pytest_terminal_summary(terminalreporter):
    """What the walks' seconds went into, a line a notebook."""
    spent = defaultdict(Counter)
    for report in (
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if hasattr(report, "user_properties")
    ):
        for notebook, seconds in (
            value for name, value in report.user_properties if name == "walk" and report.when == "teardown"
        ):
            spent[notebook].update(seconds, tests=1)
    if spent:
        columns = [*Counter(name for seconds in spent.values() for name in seconds)]
        terminalreporter.section("seconds of the walks")
        terminalreporter.write_line("".join(f"{name:>17}" for name in ("notebook", *columns)))
        for notebook, seconds in sorted(spent.items()):
            terminalreporter.write_line(f"{notebook:>17}" + "".join(f"{seconds[name]:>17.0f}" for name in columns))


@pytest.fixture(scope="session", autouse=True)
def _services_forked():
    """Services start in a moment: all that the tests start are forked, but where a test wants them `cold`. The process
    that forks them does its imports when the first ones start. Gives the names of its environment's variables."""
    from workshop.services.forking import forked_services

    with forked_services(lambda _: None):
        yield frozenset(os.environ)


@pytest.fixture
def cold(monkeypatch):
    """Services start as on a person's machine."""
    from workshop.environment import OF_SERVICES

    monkeypatch.delenv(OF_SERVICES, raising=False)


@pytest.fixture(scope="session")
def services(_services_forked):
    """Tracking server and artifact store on free ports, in a temporary space. They start without what libraries have
    set in this process since, for then they couldn't be forked."""
    with Space.temporary() as space, ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:
            for name in os.environ.keys() - _services_forked:
                if name.startswith(LEFT_BY_IMPORTS):
                    patch.delenv(name)
            up = stack.enter_context(running(space, workspaces=True))
        yield up


@pytest.fixture
def learner(services, monkeypatch):
    """An empty MLflow workspace, with this process's environment leading to it.

    A new workspace has no experiment named Default, so one is made and set.
    """
    import mlflow

    workspace = replace(services.workspace, name=f"test-{uuid.uuid4().hex[:12]}")
    mlflow.set_tracking_uri(workspace.tracking_uri)
    mlflow.create_workspace(workspace.name)
    for name, value in workspace.environment().items():
        monkeypatch.setenv(name, value)
    mlflow.set_experiment("a test")
    yield workspace
    while mlflow.active_run():
        mlflow.end_run()
    for name in ("MLFLOW_EXPERIMENT_ID", "MLFLOW_RUN_ID"):
        os.environ.pop(name, None)


@pytest.fixture(scope="module")
def forking():
    """Kernels that this process and its children start are warm ones, with Keras on jax."""
    from workshop.kernels.warm import warm

    with pytest.MonkeyPatch.context() as patch:
        variables = {"KERAS_BACKEND": "jax", "MLFLOW_DISABLE_TELEMETRY": "true", "OF_THE_FORK_SERVER": "its own"}
        for name, value in variables.items():
            patch.setenv(name, value)
        with warm(pytest.fail):
            yield


@pytest.fixture(scope="module")
def forked_solutions(services):
    """Kernels that execute solutions on the services of the session are warm ones."""
    from workshop.authoring import scratch_services
    from workshop.kernels.warm import warm

    with warm(pytest.fail, scratch_services.for_kernels(services.workspace)):
        yield


@pytest.fixture
def start(tmp_path):
    """What starts kernels in the test's own folder; they are stopped after it."""
    from kernels import Kernel

    started = []

    def get() -> Kernel:
        started.append(Kernel(tmp_path))
        return started[-1]

    yield get
    for kernel in started:
        kernel.stop()
