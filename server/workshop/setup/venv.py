"""The virtual environment `.venv` at the root of the clone: checks that it is complete, and completes it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Dict, List, Tuple

from workshop.setup import machine, mirror, relay, turn
from workshop.setup.errors import ROOM, SetupError, explain

UNFINISHED = "unfinished"


class Environment:
    """The `.venv` of the clone at `root`.

    A stamp file says what is in .venv. The first line is the hash of the files it was made from, or UNFINISHED; then
    come the names of the lock's packages. A .venv without a stamp was made by hand: packages are installed into it, and
    nothing in it is deleted.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.python = self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self.stamp = self.venv / "workshop-stamp.txt"
        self.lock = root / "requirements.txt"
        self.project = root / "server" / "pyproject.toml"

    def prepare(self, again: bool = False) -> None:
        """Complete .venv if it isn't complete, or `again` if it is. Raises SetupError; OSError from the file system."""
        if again or not self.is_whole():
            with turn.alone(self.root / ".workshop" / "install.lock", _say_waiting):
                if again or not self.is_whole():
                    self._install()

    def is_whole(self) -> bool:
        """Was .venv made here, by this version of Python, from the lock as it stands, and finished?"""
        return self._stamp()[:1] == [self._hash()] and self.belongs()

    def belongs(self) -> bool:
        """Was .venv made by this version of Python, and here? Its scripts and its kernels hold absolute paths."""
        try:
            lines = (self.venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
            about = dict(re.split(r"\s*=\s*", line, maxsplit=1) for line in lines if "=" in line)
            version = tuple(int(part) for part in about["version"].split(".")[:2])
            made_at = about["command"].partition(" -m venv ")[2]
            runs = self.python.exists() and os.path.isdir(about["home"])
            return runs and version == sys.version_info[:2] and os.path.samefile(made_at, str(self.venv))
        except (OSError, KeyError, ValueError):
            return False

    def _stamp(self) -> List[str]:
        try:
            return self.stamp.read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def _write_stamp(self, state: str, packages: List[str]) -> None:
        beside = self.stamp.with_suffix(".new")
        beside.write_text("\n".join([state] + packages), encoding="utf-8")
        os.replace(str(beside), str(self.stamp))

    def _hash(self) -> str:
        """The hash of all that .venv is made from."""
        try:
            parts = [self.lock.read_bytes(), self.project.read_bytes()]
        except FileNotFoundError as error:
            step = "bring it back: git checkout -- FILE"
            raise SetupError("a file of the course is missing", error.filename, step) from None
        return hashlib.sha256(b"\0".join(parts)).hexdigest()

    def _install(self) -> None:
        began = time.time()
        if self._stamp()[:1] == [UNFINISHED] or not self.belongs():
            self._make()
        environment, flags = self._uv_settings()
        self._get_uv(environment)
        packages = ["--python", str(self.python), "-r", "requirements.txt"] + flags
        # All versions are found before anything changes: without a network, .venv stays as it was.
        look = ["-m", "uv", "pip", "install", "--dry-run", "--quiet"] + packages
        self._attempt(look, "the packages of requirements.txt", environment)
        names = packages_of(self.lock.read_text(encoding="utf-8"))
        departed = sorted(set(self._stamp()[1:]) - set(names))
        self._write_stamp(UNFINISHED, names)
        if departed:
            say("Removing packages that the lock no longer names: " + ", ".join(departed))
            self._run(["-m", "uv", "pip", "uninstall", "--quiet", "--python", str(self.python)] + departed, environment)
        say("Installing the packages of requirements.txt")
        command = [str(self.python), "-m", "uv", "pip", "install", "--compile-bytecode"] + packages
        if relay.run(command, cwd=str(self.root), env=environment, close_fds=False):
            step = "mend that: most often it is the network, or less than %d GB of free space" % ROOM
            raise SetupError("uv could not install the packages; its own words are above", self.venv, step)
        self._write_stamp(self._hash(), names)
        say("Installed in %.0f s" % (time.time() - began))

    def _make(self) -> None:
        """Make .venv anew; an old one is deleted."""
        version = sys.version_info[:2]
        if not (find_spec("venv") and find_spec("ensurepip")):
            raise SetupError(
                "this Python came without its module venv", sys.executable, venv_step(version, apt_is_here())
            )
        space = shutil.disk_usage(str(self.root)).free / 1e9
        if space < ROOM:
            raise SetupError(
                "only %.1f GB are free, and the packages take about %d" % (space, ROOM), self.root, "free some"
            )
        say("Making .venv with Python %d.%d in %s" % (version + (self.root,)))
        remove(self.venv)
        self.venv.mkdir()
        self._write_stamp(UNFINISHED, [])
        # If this Python is in a virtual environment, perhaps in .venv itself, take the Python that it was made with.
        python = getattr(sys, "_base_executable", None) or sys.executable
        made = subprocess.run([python, "-m", "venv", str(self.venv)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if made.returncode:
            show(made.stdout)
            cause = "`python -m venv` ended with code %d; its own words are above" % made.returncode
            raise SetupError(cause, self.venv, "mend that")

    def _uv_settings(self) -> Tuple[Dict[str, str], List[str]]:
        """Return the environment and the flags that make uv heed pip's settings: mirror, proxy, certificate."""
        environment = plain_environment()
        listing = self._run(["-m", "pip", "config", "list"], environment, stdout=subprocess.PIPE).stdout
        pip = mirror.pip_settings(listing.decode(errors="replace"))
        environment.update(mirror.uv_settings(pip, environment, machine.this_machine().system))
        return environment, mirror.uv_flags(pip)

    def _get_uv(self, environment: Dict[str, str]) -> None:
        """Install the lock's version of uv into .venv, unless it is there."""
        version = re.search(r"(?m)^uv==([\w.]+)", self.lock.read_text(encoding="utf-8"))
        if not version:
            raise SetupError("the lock pins no uv", self.lock, "bring it back: git checkout -- requirements.txt")
        if list(self.venv.glob("[Ll]ib/**/site-packages/uv-%s.dist-info/RECORD" % version.group(1))):
            return
        say("Getting uv " + version.group(1))
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"]
        self._attempt(pip + ["uv==" + version.group(1)], "uv", environment)

    def _attempt(self, command: List[str], what: str, environment: Dict[str, str]) -> None:
        """Run `command` quietly. If it fails, show its output and raise SetupError with the cause."""
        done = self._run(command, environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            cause, step = explain(show(done.stdout))
            raise SetupError("%s could not be fetched: %s" % (what, cause), self.venv, step)

    def _run(
        self, command: List[str], environment: Dict[str, str], **options: Any
    ) -> "subprocess.CompletedProcess[bytes]":
        # The child inherits the lock file, so that the next start waits for a child that outlives this process.
        command = [str(self.python)] + command
        return subprocess.run(command, cwd=str(self.root), env=environment, close_fds=False, **options)


def packages_of(lock: str) -> List[str]:
    """Return the names that the text of a lock pins, sorted."""
    return sorted(set(re.findall(r"(?m)^([\w.-]+)(?:\[.*?\])?==", lock)))


def venv_step(version: Tuple[int, int], apt: bool) -> str:
    """Return what to install where the Python of `version` (major, minor) came without venv; `apt`: is this Debian."""
    package = "python%d.%d-venv" % version
    return "sudo apt install " + package if apt else "install %s, or the whole Python from python.org" % package


def apt_is_here() -> bool:
    return shutil.which("apt-get") is not None


def remove(folder: Path) -> None:
    """Delete `folder`; of a link to a folder, only the link."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(str(folder))


def plain_environment() -> Dict[str, str]:
    """Return the environment without the variables that would put another Python's packages before those of .venv."""
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def say(text: str) -> None:
    print(text, flush=True)


def show(output: bytes) -> str:
    """Print a program's output, bytes, to stderr; return it as text."""
    text = output.decode(errors="replace")
    print(text, file=sys.stderr, flush=True)
    return text


def _say_waiting() -> None:
    say("Another start is installing into .venv: waiting for it")
