"""Does a warm kernel behave like a cold one for somebody who works in it?"""

import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from kernels import CELL_SECONDS, gone, is_warm, value, wait_until

from workshop.kernels.provisioner import ADDRESS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")

START = """
import os, signal, sys
import keras, mlflow, sklearn.ensemble
os.environ.pop("PYTEST_CURRENT_TEST")  # which differs, because it names the running phase of the test
os.environ.pop("_MLFLOW_TELEMETRY_SESSION_ID", None)  # random where telemetry is on; in the services it is off
{
    "environment": dict(os.environ), "folder": os.getcwd(), "path": sys.path, "arguments": sys.argv[:2] + sys.argv[3:],
    "flags": tuple(sys.flags), "session": os.getsid(0) == os.getpgid(0) == os.getpid(), "input": sys.__stdin__.read(),
    "signals": [str(signal.getsignal(s)) for s in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGPIPE)],
    "blocked": list(signal.pthread_sigmask(signal.SIG_BLOCK, [])), "name": __name__, "umask": os.umask(0o022),
}
"""
SOCKETS = (
    "{os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{n}')}"
)


@pytest.fixture
def kernel(forking, start):
    found = start()
    assert is_warm(found)
    return found


def test_does_a_kernel_begin_with_the_imports_done(kernel):
    assert value(kernel, "import sys; [name in sys.modules for name in ('keras', 'mlflow', 'optuna')]") == [True] * 3


def test_does_it_begin_as_a_cold_one_does(kernel, start, monkeypatch):
    """Environment, folder, arguments, paths, signals and input are the same after the same imports."""
    monkeypatch.delenv(ADDRESS)
    cold = start()
    assert not is_warm(cold)
    assert value(kernel, START) == value(cold, START)


def test_is_the_environment_that_of_the_moment_and_not_the_fork_servers(forking, start, monkeypatch, tmp_path):
    name = "OF_THE_FORK_SERVER"
    shown = f"import os, subprocess; os.environ.get('{name}'), subprocess.getoutput('echo ${name}')"
    monkeypatch.setenv(name, "späce 雪")
    changed = start()
    monkeypatch.delenv(name)
    without = start()
    assert is_warm(changed) and is_warm(without)
    assert value(changed, shown) == ("späce 雪", "späce 雪")
    assert value(without, shown) == (None, "")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert value(start(), "import tempfile; tempfile.gettempdir()") == str(tmp_path)


def test_do_plots_appear_in_the_notebook(kernel):
    outputs = kernel.outputs("import matplotlib.pyplot as plt; plt.plot([1, 2]);")
    assert ["image/png" in output["data"] for output in outputs] == [True]


def test_do_progress_bars_logs_and_widgets_find_the_notebook(kernel):
    assert "tqdm.notebook" in value(kernel, "from tqdm.auto import tqdm; [base.__module__ for base in tqdm.__mro__]")
    writes_into = "[h.stream.write == sys.stderr.write for h in logging.getLogger('optuna').handlers]"
    assert value(kernel, f"import logging, sys, optuna; {writes_into}") == [True]
    assert value(kernel, "'jupyter.widget' in get_ipython().kernel.comm_manager.targets") is True


def test_do_threads_of_every_kind_work(kernel):
    """The threads of BLAS, OpenMP (boosting) and Python itself, and joblib's processes and threads."""
    assert value(kernel, "import numpy as np; a = np.ones((600, 600)); float((a @ a).sum())") == 600.0**3
    boosting = "from sklearn.ensemble import HistGradientBoostingRegressor as H"
    boosted = f"{boosting}; H(max_iter=3).fit(a[:99, :2], a[:99, 0])"
    assert value(kernel, f"{boosted}.predict(a[:1, :2]).tolist()") == [1.0]
    parallel = "from joblib import Parallel, delayed; Parallel(2)(delayed(abs)(-n) for n in range(4))"
    assert value(kernel, parallel) == [0, 1, 2, 3]
    forest = "from sklearn.ensemble import RandomForestRegressor as F; F(4, n_jobs=2).fit(a[:99, :2], a[:99, 0])"
    assert value(kernel, f"{forest}.predict(a[:1, :2]).tolist()") == [1.0]
    pooled = "from concurrent.futures import ThreadPoolExecutor as T; list(T(2).map(abs, [-1, -2]))"
    assert value(kernel, pooled) == [1, 2]


def test_does_keras_fit_on_jax(kernel):
    fitted = """
import keras, numpy as np
model = keras.Sequential([keras.layers.Input((2,)), keras.layers.Dense(1)])
model.compile(loss="mse")
history = model.fit(np.ones((8, 2)), np.ones((8, 1)), epochs=2, verbose=0)
keras.backend.backend(), len(history.history["loss"])
"""
    assert value(kernel, fitted) == ("jax", 2)


def test_does_an_interrupt_reach_the_one_kernel_and_no_other(kernel, start):
    other = start()
    other.client.execute("import time; time.sleep(3); slept = True")
    kernel.client.execute("import time; time.sleep(600)", stop_on_error=False)
    time.sleep(1)
    kernel.manager.interrupt_kernel()
    assert value(kernel, "1 + 1") == 2
    assert value(other, "slept") is True
    assert is_warm(start())


def test_is_an_interrupted_cell_one_that_says_so(kernel):
    source = "import _thread, threading; threading.Timer(1, interrupt).start(); __import__('time').sleep(600)"
    kernel.run("import os, signal; interrupt = lambda: os.killpg(0, signal.SIGINT)")
    assert kernel.run(source)[1].startswith("KeyboardInterrupt")


def test_is_a_restarted_kernel_warm_and_empty(kernel):
    kernel.run("kept = 1")
    before = value(kernel, "import os; os.getpid()")
    kernel.manager.restart_kernel(now=False)
    kernel.client.wait_for_ready(timeout=CELL_SECONDS)
    assert is_warm(kernel)
    assert value(kernel, "import os; 'kept' in globals(), os.getpid()") == (False, kernel.manager.provisioner.pid)
    assert gone(before)


@pytest.mark.parametrize(
    ("end", "code"),
    [("os.kill(os.getpid(), signal.SIGKILL)", -9), ("os.kill(os.getpid(), signal.SIGSEGV)", -11), ("os._exit(3)", 3)],
)
def test_is_a_kernel_that_dies_noticed_and_the_others_left_alone(kernel, start, end, code):
    other = start()
    kernel.client.execute(f"import os, signal; {end}")
    wait_until(lambda: not kernel.manager.is_alive(), "the death is noticed")
    assert kernel.manager.provisioner.process.wait() == code
    assert value(other, "1 + 1") == 2


def test_does_a_kernel_that_is_told_to_shut_down_end_in_order(kernel, tmp_path):
    """It runs the functions that libraries registered for its end; MLflow, for example, then ends its run."""
    kernel.run(f"import atexit, pathlib; atexit.register(pathlib.Path({str(tmp_path / 'ended')!r}).touch)")
    kernel.manager.shutdown_kernel(now=False)
    assert (tmp_path / "ended").exists()


def test_can_one_kernel_not_see_another(kernel, start):
    kernel.run("secret = 1; import os, random, mlflow; os.environ['SECRET'] = '1'; mlflow.set_tracking_uri('http://x')")
    other = start()
    seen = "import os, mlflow; 'secret' in globals(), 'SECRET' in os.environ, 'http://x' == mlflow.get_tracking_uri()"
    assert value(other, seen) == (False, False, False)
    open_files = [
        {name for name in value(one, f"import os; {SOCKETS}") if name.startswith("socket:")} for one in (kernel, other)
    ]
    assert not open_files[0] & open_files[1]
    drawn = "import random, uuid, numpy as np; random.random(), float(np.random.rand()), str(uuid.uuid4())"
    assert not set(value(kernel, drawn)) & set(value(other, drawn))


def test_can_several_kernels_be_had_at_once(forking, start):
    with ThreadPoolExecutor(5) as pool:
        started = list(pool.map(lambda _: start(), range(5)))
        own = list(pool.map(lambda kernel: value(kernel, "import os; os.getpid()"), started))
    assert all(map(is_warm, started))
    assert own == [kernel.manager.provisioner.pid for kernel in started] and len(set(own)) == 5
