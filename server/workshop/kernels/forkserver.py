"""The fork server: a process that does imports once, and then forks a kernel for each order, or another program.

    python -m workshop.kernels.forkserver LISTENER FOLDER MODULE ...

LISTENER is the number of an open socket, on which orders come in; the fork server removes FOLDER when it ends. It
begins to import the MODULEs at the first order, or at the first line on standard input; orders wait until that is done.

The fork server ends when its standard input closes, or at SIGTERM, and ends the processes that it has forked. Standard
input closes when the parent process ends (see services/parent_pipe.py). No thread may wait for that here, because a
forked process would not have the thread: only the thread that forks goes on in it. A kernel ends when the process that
ordered it ends. If the fork server is killed, what it has forked goes on.

Linux only. Windows has no fork. On macOS a fork may crash after some of the system's own libraries were loaded.
"""

from __future__ import annotations

import gc
import importlib
import multiprocessing.process
import os
import runpy
import selectors
import shutil
import signal
import socket
import sys
import tempfile
import threading
import warnings
from contextlib import suppress

from workshop.kernels import channel, imports
from workshop.kernels.channel import Message

ORDER_SECONDS = 10
STDIN = 0


class NotAlone(Exception):
    """The imports left something running that a forked kernel would not have, and might wait for."""


class ForkServer:
    """Forks a process for each order that comes in at `listener`, until standard input closes or SIGTERM comes."""

    def __init__(self, listener: socket.socket, modules: list[str]):
        self.listener, self.modules, self.loaded, self.refusal = listener, modules, False, ""
        self.imported = imports.Imported({}, set(), {})  # nothing yet
        self.forked: dict[int, socket.socket] = {}

    def serve(self) -> tuple[Message, socket.socket] | None:
        """Returns None when the fork server is to end; in a forked process, returns its order and its connection."""
        self.ended, wake = socket.socketpair()
        self.ended.setblocking(False)
        wake.setblocking(False)
        for heard in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(heard, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno())
        self.own = [self.listener, self.ended, wake]
        with selectors.DefaultSelector() as ready:
            for source in (self.listener, self.ended, STDIN):
                ready.register(source, selectors.EVENT_READ)
            while True:
                for key, _ in ready.select():
                    if key.fileobj == STDIN and not os.read(STDIN, 1):
                        self._stop()
                        return None
                    if key.fileobj is self.ended:
                        if signal.SIGTERM in self.ended.recv(channel.CHUNK):
                            self._stop()
                            return None
                        self._reap()
                    if not self.loaded:
                        self._load()
                    if key.fileobj is self.listener and (order := self._answer()):
                        return order

    def _load(self) -> None:
        """Do the imports. If they fail, every order is refused and told the cause, and what was ordered starts cold."""
        try:
            self.imported = imports.load(self.modules)
            assert_alone()
        except Exception as error:
            self.refusal = f"{type(error).__name__}: {error}"
        self.loaded = True
        gc.collect()
        gc.freeze()  # the forked share the memory of all objects there are now; a collection would copy it

    def _answer(self) -> tuple[Message, socket.socket] | None:
        """Fork a process for one order. Returns order and connection in that process, None in the fork server."""
        connection, _ = self.listener.accept()
        connection.settimeout(ORDER_SECONDS)
        files: list[int] = []
        try:
            order, files = channel.receive(connection)
            if order is None:
                raise ConnectionError("the other end has closed")
            reply = channel.READY if order == channel.READY else self._refusal(order["environment"])
            if reply:
                channel.send(connection, reply)
                connection.close()
                return None
        except (OSError, TypeError, KeyError, ValueError):  # the other end has closed, or sent no order
            connection.close()
            return None
        else:
            return self._fork(order, connection, files)
        finally:
            for file in files:
                os.close(file)

    def _refusal(self, environment: dict[str, str]) -> Message | None:
        """The reply to an order that gets no process; None for one that gets it."""
        if self.refusal:
            return {"cold": self.refusal}
        differing = self.imported.differing(environment)
        return {"cold": f"these variables have changed since the start: {', '.join(differing)}"} if differing else None

    def _fork(
        self, order: Message, connection: socket.socket, files: list[int]
    ) -> tuple[Message, socket.socket] | None:
        with warnings.catch_warnings():
            # Python 3.12 also warns of threads of C libraries. The ones here (pyarrow's allocator) can bear a fork.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid:
            self.forked[pid] = connection
            return None
        self._leave()
        try:
            for number, file in enumerate(files):
                os.dup2(file, number)
            settle(order, self.imported.left)
            channel.send(connection, {"pid": os.getpid()})
        except OSError as error:
            with suppress(OSError):  # the process that ordered it may have given up
                channel.send(connection, {"cold": str(error)})
            os._exit(1)
        connection.settimeout(None)
        return order, connection

    def _leave(self) -> None:
        """In a new process: close what belongs to the fork server or to another process."""
        signal.set_wakeup_fd(-1)
        for heard in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(heard, signal.SIG_DFL)
        for kept in (*self.own, *self.forked.values()):
            kept.close()
        self.forked.clear()

    def _reap(self) -> None:
        """For each process that has ended, send its exit code (negative for a signal) to whoever ordered it."""
        while self.forked:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            connection = self.forked.pop(pid)
            with suppress(OSError):  # the process that ordered it may have ended first
                channel.send(connection, {"exit": os.waitstatus_to_exitcode(status)})
            connection.close()

    def _stop(self) -> None:
        for pid in self.forked:
            os.killpg(pid, signal.SIGKILL)


def assert_alone() -> None:
    """Raises NotAlone when the imports started a thread, or jax's backend: a fork would lose their threads."""
    others = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    if others:
        raise NotAlone(f"the imports left threads running: {', '.join(others)}")
    if "jax" in sys.modules:
        from jax._src import xla_bridge

        if xla_bridge.backends_are_initialized():
            raise NotAlone("the imports started jax's backend")


def settle(order: Message, left: dict[str, str]) -> None:
    """Give this forked process its own session, folder, environment and dice, as a started process has them.

    The environment also gets the variables that the imports `left`, because they won't be done again.
    Raises OSError when the folder isn't there.
    """
    os.setsid()
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(left | order["environment"])
    importlib.invalidate_caches()  # a folder of sys.path may have come into being since the imports looked for it
    if "numpy" in sys.modules:  # Python's own `random`, and MLflow's, do so by themselves
        sys.modules["numpy"].random.seed()
    tempfile.tempdir = None
    # What spawned processes take for the folder that Python was started in; the stubs leave it out.
    multiprocessing.process.ORIGINAL_DIR = os.getcwd()  # type: ignore[attr-defined]


def main() -> None:
    number, folder, *modules = sys.argv[1:]
    if sys.path[0] in ("", os.getcwd()):  # ipykernel's launcher does the same; a kernel puts its own folder there
        del sys.path[0]
    forked = ForkServer(socket.socket(fileno=int(number)), modules).serve()
    if forked is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    order, connection = forked
    if "program" in order:
        connection.close()  # the fork server has it, too, and will tell the exit code
        run_program(order["program"])
        return
    from workshop.kernels import kernel

    kernel.run(order, connection)


def run_program(arguments: list[str]) -> None:
    """Run as `python ARGUMENTS` would; returns at the program's end, and Python then ends as usual."""
    first, *rest = arguments
    if first == "-m":
        sys.argv[:] = rest
        sys.path.insert(0, os.getcwd())
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv[:] = arguments
        sys.path.insert(0, os.path.dirname(os.path.abspath(first)))
        runpy.run_path(first, run_name="__main__")


if __name__ == "__main__":
    main()
