"""Finds what is wrong with this machine before a class does. Each check gives a finding; a problem has a next step.

Some functions read the machine and others judge what was read. So a test can judge problems that its machine doesn't
have.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import webbrowser
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psutil
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rich.markup import escape
from rich.table import Table

from workshop.environment import PORTS
from workshop.lock import LOCK, LockError, pins
from workshop.paths import COURSE
from workshop.services import ports, status
from workshop.services.space import Space
from workshop.services.workspace import Workspace
from workshop.setup.machine import Machine, caution, obstacle, this_machine

GB = 1e9
DISK_LEAST, DISK_GOOD = 1 * GB, 3 * GB  # for runs, models and new data, and for the packages of a changed lock
# Services and JupyterLab take about 0.6 GB, the fork server 0.3, and each warm kernel another 0.1.
MEMORY_LEAST, MEMORY_GOOD = 1 * GB, 2 * GB
SHOWN = 5
WORDS = {True: "[green]ok[/]", None: "[yellow]note[/]", False: "[bold red]wrong[/]"}


@dataclass(frozen=True)
class Finding:
    """One check's result: `ok` is True, False, or None for a note that needs no action; `advice` is the next step."""

    name: str
    ok: bool | None
    found: str
    advice: str = ""


def examine(space: Space | None = None) -> list[Finding]:
    """Check this machine and `space` (by default the learner's own), without starting or changing anything."""
    space = space or Workspace.here().space
    ours = {service["port"] for service in space.running().get("services", {}).values()}
    memory_here = psutil.virtual_memory()
    return [
        machine(this_machine()),
        *(disk(name, folder, shutil.disk_usage(folder).free) for name, folder in folders(space)),
        memory(memory_here.available, memory_here.total),
        *(port(name, ours) for name in ports.USUAL),
        packages(),
        git(*git_here(space.work)),
        browser(browser_here()),
        services(status(space)),
    ]


def report(findings: list[Finding]) -> Table:
    """Return the findings as a table: the verdict, what was looked at, what was found and the next step."""
    table = Table("", "what", "found, and what to do", box=None, padding=(0, 2, 0, 0))
    for finding in findings:
        advice = f"\n[bold]{escape(finding.advice)}[/]" if finding.advice else ""
        table.add_row(WORDS[finding.ok], finding.name, escape(finding.found) + advice)
    return table


def exit_code(findings: list[Finding]) -> int:
    """Return 1 when anything is wrong, else 0; a note is not wrong."""
    return int(any(finding.ok is False for finding in findings))


def machine(here: Machine) -> Finding:
    """Judge the Python and the system that it runs on."""
    found = f"Python {here.python[0]}.{here.python[1]} on {here.system}, {here.architecture}"
    if obstacle(here):
        return Finding("Python", False, found, obstacle(here))
    return Finding("Python", None if caution(here) else True, found, caution(here))


def disk(name: str, folder: Path, free: float) -> Finding:
    """Judge `free` bytes on the disk of `folder`."""
    ok = False if free < DISK_LEAST else None if free < DISK_GOOD else True
    advice = "" if ok else f"Free some space on that disk: {DISK_GOOD / GB:.0f} GB are enough."
    return Finding(name, ok, f"{free / GB:.1f} GB free at {folder}", advice)


def memory(available: float, total: float) -> Finding:
    """Judge `available` of `total` bytes of memory."""
    ok = False if available < MEMORY_LEAST else None if available < MEMORY_GOOD else True
    advice = "" if ok else "Close what you don't need: other notebooks, browser tabs, virtual machines."
    return Finding("memory", ok, f"{available / GB:.1f} of {total / GB:.1f} GB free", advice)


def port(name: str, ours: set[int]) -> Finding:
    """Read and judge the port of service `name`; `ours` are the ports that the space's services listen on."""
    try:
        number = ports.wanted(name)
    except ports.PortError as error:
        return Finding(f"port of {name}", False, "not usable", str(error))
    if number in ours:
        return Finding(f"port of {name}", True, f"{number} is in use by this workshop")
    return judge_port(name, number, "" if ports.is_free(number) else holder(number))


def judge_port(name: str, number: int, taken_by: str) -> Finding:
    """Judge port `number` of service `name`: free, or `taken_by` another program."""
    if not taken_by:
        return Finding(f"port of {name}", True, f"{number} is free")
    advice = f"Nothing to do: the next free port will be used. To choose one, set {PORTS[name]}."
    return Finding(f"port of {name}", None, f"{number} is taken by {taken_by}", advice)


def packages() -> Finding:
    """Read which packages are installed, and compare them with the lock."""
    try:
        locked = pins(LOCK.read_text(encoding="utf-8"))
    except (OSError, LockError) as error:
        return Finding("packages", False, str(error), "Bring the lock back: git checkout -- requirements.txt")
    return drift(locked, {canonicalize_name(d.name): d.version for d in metadata.distributions()})


def drift(locked: list[Requirement], installed: dict[str, str]) -> Finding:
    """Compare `installed` (version by canonical name) with the lock; pins that aren't for this system don't count."""
    here = [pin for pin in locked if pin.marker is None or pin.marker.evaluate()]
    wrong = []
    for pin in here:
        version = installed.get(canonicalize_name(pin.name))
        if version is None:
            wrong.append(f"{pin.name} is missing")
        elif not pin.specifier.contains(version, prereleases=True):
            wrong.append(f"{pin.name} is {version}, not {str(pin.specifier).removeprefix('==')}")
    if not wrong:
        return Finding("packages", True, f"all {len(here)} as in requirements.txt")
    more = f", and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    advice = f"Install them again: python {_server()} install"
    return Finding("packages", False, ", ".join(wrong[:SHOWN]) + more, advice)


def git(version: str, user: str) -> Finding:
    """Judge git by its `version` and the `user` name that it writes into commits; either is "" where there is none."""
    if not version:
        step = "Install it from git-scm.com/downloads or your system's packages; on a Mac: xcode-select --install"
        return Finding("git", False, "git is not installed, or doesn't run", step)
    if not user:
        stand_in = "Commits in work/ have the name Learner. To use your own name, type:"
        step = f'{stand_in} git config --global user.name "Your Name", and then the same for user.email.'
        return Finding("git", None, f"{version}, without a user.name", step)
    return Finding("git", True, f"{version}, as {user}")


def browser(found: bool) -> Finding:
    """Judge whether a browser was `found`."""
    if found:
        return Finding("browser", True, "found")
    return Finding("browser", None, "none found here", "Open the address that `up` prints in a browser yourself.")


def services(rows: Iterable[tuple[str, str, bool]]) -> Finding:
    """Judge (name, address, whether it answers) of each service that should be running."""
    rows = list(rows)
    silent = [f"{name} at {address}" for name, address, well in rows if not well]
    if silent:
        again = f"Start again: python {_server()} down, then python {_server()} up"
        return Finding("services", False, "no answer from " + ", ".join(silent), again)
    if not rows:
        return Finding("services", None, "not running", f"Start them: python {_server()} up")
    return Finding("services", True, ", ".join(f"{name} at {address}" for name, address, _ in rows))


# Reading the machine


def folders(space: Space) -> list[tuple[str, Path]]:
    """Return (name, folder) of the disks to check: the course's, and that of the state folder if it's another disk."""
    state = next(folder for folder in (space.state, *space.state.parents) if folder.exists())
    found = [("disk", COURSE)]
    return found if os.stat(state).st_dev == os.stat(COURSE).st_dev else [*found, ("disk of the state", state)]


def holder(number: int) -> str:
    """Return which program listens on port `number`, as far as this user may see it."""
    try:
        listening = [c for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
        pid = next((c.pid for c in listening if c.laddr and c.laddr.port == number and c.pid), None)
        return f"{psutil.Process(pid).name()} (process {pid})" if pid else "another program"
    except (psutil.Error, OSError):
        return "another program"


def git_here(folder: Path) -> tuple[str, str]:
    """Return git's version and the user name that git would use in `folder`; either is "" where there is none."""
    where = folder if folder.exists() else COURSE
    return _said("git", "--version", folder=where), _said("git", "config", "user.name", folder=where)


def browser_here() -> bool:
    """Return whether Python finds a browser to open."""
    try:
        return bool(webbrowser.get())
    except webbrowser.Error:
        return False


def _said(*command: str, folder: Path) -> str:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _server() -> str:
    return "server" if Path.cwd() == COURSE else f'"{COURSE / "server"}"'
