"""One service: what to run, how to check that it answers, and the process that runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psutil

from workshop.environment import OF_SERVICES, setting
from workshop.errors import WorkshopError
from workshop.kernels import forked
from workshop.kernels.forked import Forked

LOG_LINES = 12
ASK_SECONDS = 5
STOP_SECONDS = 15


class ServiceError(WorkshopError):
    """A service can't be started or doesn't answer; the text says which one, why, and what to do."""


def answers(address: str, headers: dict[str, str] | None = None) -> bool:
    """True when `address` (http:// or ftp://) answers as a healthy service does."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=headers or {}), timeout=ASK_SECONDS
        ) as reply:
            return bool(reply.status == 200)
    except urllib.error.URLError as error:
        # A healthy FTP server answers 530 to a login without a password.
        return address.startswith("ftp:") and "530" in str(error.reason)
    except OSError:
        return False


def end(processes: list[psutil.Process]) -> None:
    """Stop processes and everything they started: ask them to end, and kill those that still run after STOP_SECONDS."""
    everyone: dict[int, psutil.Process] = {}
    for process in processes:
        try:
            everyone |= {p.pid: p for p in [process, *process.children(recursive=True)]}
        except psutil.NoSuchProcess:
            continue
    for process in everyone.values():
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    _, alive = psutil.wait_procs(everyone.values(), timeout=STOP_SECONDS)
    for process in alive:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(alive, timeout=STOP_SECONDS)


@dataclass
class Service:
    """A service that runs as `python -m module`; it gets its `settings` on standard input (see parent_pipe.py). Where a
    fork server for services runs, one that is `forkable` is forked (see forking.py)."""

    name: str
    module: str
    port: int
    address: str
    health: str
    settings: dict[str, Any]
    folder: Path
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    forkable: bool = True
    process: subprocess.Popen[bytes] | Forked | None = None

    @property
    def launched(self) -> subprocess.Popen[bytes] | Forked:
        """Its process; it's an error to ask for it before `launch`."""
        assert self.process, f"the {self.name} was not launched"
        return self.process

    def launch(self) -> None:
        """Start the process, in a session of its own, so that Ctrl-C in the terminal reaches only the parent."""
        with self.log.open("ab") as log:
            self.process = self._forked(log) or self._started(log)
        assert self.process.stdin  # a pipe, in both ways
        try:
            self.process.stdin.write(json.dumps(self.settings).encode() + b"\n")
            self.process.stdin.flush()
        except OSError:  # it has ended already; `healthy` will raise the error
            pass

    def _started(self, log: IO[bytes]) -> subprocess.Popen[bytes]:
        group = 0
        if sys.platform == "win32":  # which knows no sessions
            group = subprocess.CREATE_NEW_PROCESS_GROUP
        return subprocess.Popen(
            [sys.executable, "-m", self.module],
            stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT,
            cwd=self.folder, env=self.environment, start_new_session=True, creationflags=group,
        )  # fmt: skip

    def _forked(self, log: IO[bytes]) -> Forked | None:
        """None where it isn't to be forked, or can't be: then the log says why."""
        orders = setting(OF_SERVICES)
        if not orders or not self.forkable:
            return None
        inside, outside = os.pipe()
        try:
            files = [inside, log.fileno(), log.fileno()]
            process = forked.python(Path(orders), ["-m", self.module], files, self.folder, self.environment)
        except forked.Cold as cause:
            os.close(outside)
            log.write(f"Not forked: {cause}\n".encode())
            return None
        finally:
            os.close(inside)
        process.stdin = os.fdopen(outside, "wb")
        return process

    def healthy(self) -> bool:
        """True when the service answers. Raises ServiceError when its process has ended."""
        if self.launched.poll() is not None:
            raise ServiceError(self.ended())
        return answers(self.health)

    def ended(self) -> str:
        """The message for a process that has ended by itself."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
        tail = "\n".join(f"    {line}" for line in lines)
        return (
            f"The {self.name} ended by itself (exit code {self.launched.returncode}). "
            f"Its last words, from {self.log}:\n{tail}\n"
            f"If they don't say what to do, `workshop doctor` looks at the machine."
        )

    def stop(self) -> None:
        """End the process by closing its parent pipe, then end the processes that it has started and left running."""
        if self.process is None:
            return
        try:
            tree = [psutil.Process(self.process.pid), *psutil.Process(self.process.pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            tree = []
        assert self.process.stdin  # by PIPE
        with suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.process.wait()
        end([process for process in tree if process.is_running() and process.pid != self.process.pid])
