"""The lock: `requirements.txt`, one version of each package for every Python and system of the course."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from workshop.environment import everything
from workshop.errors import WorkshopError
from workshop.paths import COURSE
from workshop.setup import mirror
from workshop.setup.machine import OLDEST, this_machine

LOCK = COURSE / "requirements.txt"
PROJECT = COURSE / "server" / "pyproject.toml"
OURSELVES = "-e ./server"
FINGERPRINT = "# made from: sha256:"

HEADER = """\
# Every package that the course needs: one version each, for Python 3.11 to 3.13 on Linux, Windows and macOS (arm64).
# Made from server/pyproject.toml by `workshop lock`; change that file and run it again. `workshop lock --check` tells.
"""

FOOTER = f"""\
# the course's own package; relative to the folder that pip is called in, so call it in this one
{OURSELVES}
"""


class LockError(WorkshopError):
    """The lock can't be made, or doesn't fit server/pyproject.toml."""


def write_lock(check: bool = False) -> Path:
    """Make `requirements.txt` from `server/pyproject.toml`; with `check`, only see whether it is up to date.

    Versions that are locked already stay unless they no longer fit. Returns the lock's path. `check` needs no network.
    Raises LockError when the lock is stale, or when there is no set of versions that fits.
    """
    project = PROJECT.read_text(encoding="utf-8")
    if check:
        found = complaints(LOCK.read_text(encoding="utf-8") if LOCK.exists() else "", project)
        if found:
            said = "\n".join(f"  - {complaint}" for complaint in found)
            raise LockError(f"{LOCK} is stale:\n{said}\nNext: workshop lock")
        return LOCK
    fresh = Path(f"{LOCK}.new")
    text = HEADER + FINGERPRINT + fingerprint(project) + "\n" + resolve() + FOOTER
    fresh.write_text(text, encoding="utf-8", newline="\n")
    os.replace(fresh, LOCK)
    return LOCK


def resolve() -> str:
    """Return the pinned requirements that uv finds, with who needs each. Raises LockError with uv's reason."""
    settings = mirror.pip_settings(_output(["pip", "config", "list"]))
    inherited = everything()
    environment = inherited | mirror.uv_settings(settings, inherited, this_machine().system)
    with tempfile.TemporaryDirectory() as folder:
        pinned = Path(folder) / "requirements.txt"
        if LOCK.exists():
            shutil.copyfile(LOCK, pinned)
        _output(
            [
                "uv", "pip", "compile", str(PROJECT.relative_to(COURSE)), "--output-file", str(pinned), "--quiet",
                "--universal", "--fork-strategy", "fewest", "--python-version", ".".join(map(str, OLDEST)),
                "--no-header", *mirror.uv_flags(settings),
            ],
            environment,
        )  # fmt: skip
        return pinned.read_text(encoding="utf-8")


def pins(text: str) -> list[Requirement]:
    """Return the requirements of a lock's text, in its order, without `-e ./server`; LockError on any other line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        line = re.sub(r"(^|\s)#.*", "", line).strip()
        if not line or line == OURSELVES:
            continue
        try:
            found.append(Requirement(line))
        except InvalidRequirement as error:
            raise LockError(f"{LOCK}, line {number}, is no requirement: {error}. Next: workshop lock") from None
    return found


def asked(project: str) -> list[Requirement]:
    """Return the direct dependencies that the text of a pyproject.toml lists."""
    return [Requirement(line) for line in tomllib.loads(project)["project"]["dependencies"]]


def fingerprint(project: str) -> str:
    """Return a hash of what the text of a pyproject.toml asks for; comments, order and spaces don't count."""
    table = tomllib.loads(project)["project"]
    wishes = sorted(str(Requirement(line)) for line in table["dependencies"])
    return hashlib.sha256(json.dumps([table["requires-python"], wishes]).encode()).hexdigest()


def complaints(text: str, project: str) -> list[str]:
    """Return a sentence for each way in which a lock's text doesn't fit a pyproject.toml's. Needs no network."""
    found = []
    if FINGERPRINT + fingerprint(project) not in text.splitlines():
        found.append("it was made from another list of dependencies than server/pyproject.toml has")
    if OURSELVES not in text.splitlines():
        found.append(f"the course's own package is missing: its last line should be {OURSELVES}")
    if re.search(r"://|[ (]/|\b[A-Z]:\\", text):
        found.append("it names an address or a folder of the machine that it was made on")
    return found + _unpinned(pins(text)) + _unmet(pins(text), asked(project))


def _unpinned(locked: list[Requirement]) -> list[str]:
    """A sentence for each package that doesn't have just one version."""
    versions = defaultdict(set)
    for pin in locked:
        versions[canonicalize_name(pin.name)].add(str(pin.specifier))
    return [
        f"{name} should have one version, and has {' and '.join(sorted(specifiers))}"
        for name, specifiers in versions.items()
        if len(specifiers) > 1 or not next(iter(specifiers)).startswith("==")
    ]


def _unmet(locked: list[Requirement], wishes: list[Requirement]) -> list[str]:
    """A sentence for each requirement that isn't locked, or is locked in a version that doesn't fit."""
    versions = {canonicalize_name(pin.name): str(pin.specifier).removeprefix("==") for pin in locked}
    found = []
    for wish in wishes:
        version = versions.get(canonicalize_name(wish.name))
        if version is None:
            found.append(f"{wish.name} is missing")
        elif not wish.specifier.contains(version, prereleases=True):
            found.append(f"{wish.name} is locked at {version}, and {wish.specifier} is asked for")
    return found


def _output(module: list[str], environment: dict[str, str] | None = None) -> str:
    """What a module of this Python, called as a program, prints. Raises LockError with its words when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", *module], cwd=COURSE, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    if done.returncode:
        failed = f"`{' '.join(module[:3])}` failed, and {LOCK} stays as it was"
        raise LockError(f"{failed}:\n{done.stderr.strip()}\nNext: see to that, then workshop lock")
    return done.stdout
