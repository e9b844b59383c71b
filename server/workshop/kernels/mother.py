"""The mother: a process that has done the imports, and forks a kernel whenever one is ordered.

    python -m workshop.kernels.mother LISTENER FOLDER

LISTENER is the number of an open socket, FOLDER is removed at the end. The imports begin with the first order that
comes in there, or when a line does on standard input; orders wait until they are done.
She is tied to her parent by standard input, which ends when the parent does (see services/leash.py); no thread may
wait for that here, because only the thread that forks goes on in a kernel. Kernels are tied to whoever ordered them, and
outlive a mother that dies; when she is stopped she takes along those that are left.

Linux only. Windows has no fork. On macOS a fork after some of the system's own libraries were loaded may crash.
"""

from __future__ import annotations

import gc
import os
import selectors
import shutil
import signal
import socket
import sys
import threading
import warnings
from contextlib import suppress

from workshop.kernels import channel, imports

ORDER_SECONDS = 10
STDIN = 0


class NotAlone(Exception):
    """The imports left something running that a forked kernel would miss, and might wait for."""


class Mother:
    """Forks kernels on orders that come in at `listener`, until standard input ends or she is told to (SIGTERM)."""

    def __init__(self, listener: socket.socket):
        self.listener, self.loaded, self.imported, self.refusal = listener, False, None, ""
        self.kernels: dict[int, socket.socket] = {}

    def serve(self) -> tuple[dict, socket.socket] | None:
        """None when she is to end; in a forked kernel its order and its connection."""
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
                        return self._stop()
                    if key.fileobj is self.ended:
                        if signal.SIGTERM in self.ended.recv(channel.CHUNK):
                            return self._stop()
                        self._reap()
                    if not self.loaded:
                        self._load()
                    if key.fileobj is self.listener and (order := self._answer()):
                        return order

    def _load(self) -> None:
        """Do the imports. When they fail every order is refused with the cause, and the kernels start cold."""
        try:
            self.imported = imports.load()
            assert_alone()
        except Exception as error:
            self.refusal = f"{type(error).__name__}: {error}"
        self.loaded = True
        gc.collect()
        gc.freeze()  # what is there now is shared with the kernels; collecting it would copy it

    def _answer(self) -> tuple[dict, socket.socket] | None:
        """Fork a kernel; returns its order and connection there, and None here."""
        connection, _ = self.listener.accept()
        connection.settimeout(ORDER_SECONDS)
        files = []
        try:
            order, files = channel.receive(connection)
            reply = channel.READY if order == channel.READY else self._refusal(order["environment"])
            if reply:
                channel.send(connection, reply)
                connection.close()
                return None
        except (OSError, TypeError, KeyError, ValueError):  # whoever connected has gone, or talks of something else
            connection.close()
            return None
        else:
            return self._fork(order, connection, files)
        finally:
            for file in files:
                os.close(file)

    def _refusal(self, environment: dict[str, str]) -> dict | None:
        """The reply to an order that can't be met; None for one that can."""
        if self.refusal:
            return {"cold": self.refusal}
        differing = self.imported.differing(environment)
        return {"cold": f"set otherwise than at the start: {', '.join(differing)}"} if differing else None

    def _fork(self, order: dict, connection: socket.socket, files: list[int]) -> tuple[dict, socket.socket] | None:
        with warnings.catch_warnings():
            # Python 3.12 counts threads of C libraries too. Those left here (pyarrow's allocator) mind the fork.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid:
            self.kernels[pid] = connection
            return None
        self._leave()
        try:
            for number, file in enumerate(files, start=1):
                os.dup2(file, number)
            settle(order, self.imported.left)
            channel.send(connection, {"pid": os.getpid()})
        except OSError as error:
            with suppress(OSError):  # whoever ordered it may have given up
                channel.send(connection, {"cold": str(error)})
            os._exit(1)
        connection.settimeout(None)
        return order, connection

    def _leave(self) -> None:
        """In a new kernel: keep nothing of what is the mother's or another kernel's."""
        signal.set_wakeup_fd(-1)
        for heard in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(heard, signal.SIG_DFL)
        for kept in (*self.own, *self.kernels.values()):
            kept.close()
        self.kernels.clear()

    def _reap(self) -> None:
        """Tell those whose kernels have ended with which code: negative for a signal."""
        while self.kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            connection = self.kernels.pop(pid)
            with suppress(OSError):  # whoever ordered it may have gone first
                channel.send(connection, {"exit": os.waitstatus_to_exitcode(status)})
            connection.close()

    def _stop(self) -> None:
        for pid in self.kernels:
            os.killpg(pid, signal.SIGKILL)


def assert_alone() -> None:
    """Raises NotAlone when the imports started a thread, or jax's backend, whose threads a fork would lose."""
    others = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    if others:
        raise NotAlone(f"the imports left threads running: {', '.join(others)}")
    if "jax" in sys.modules:
        from jax._src import xla_bridge

        if xla_bridge.backends_are_initialized():
            raise NotAlone("the imports started jax's backend")


def settle(order: dict, left: dict[str, str]) -> None:
    """Give this forked process what a process of its own would have: session, input, folder and environment.

    The variables that the imports `left` are added: they are done, and a kernel won't do them again. Raises OSError
    when the folder isn't there.
    """
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(left | order["environment"])


def main() -> None:
    number, folder = sys.argv[1:]
    if sys.path[0] in ("", os.getcwd()):  # as ipykernel's launcher does; the kernel's own folder takes its place
        del sys.path[0]
    became = Mother(socket.socket(fileno=int(number))).serve()
    if became is None:
        shutil.rmtree(folder, ignore_errors=True)
        return
    from workshop.kernels import kernel

    kernel.run(*became)


if __name__ == "__main__":
    main()
