"""Whether this machine and its Python can run the workshop; if not, a sentence says why.

The module runs before anything is installed: standard library only, and no syntax newer than Python 3.6, so that an old
Python shows the sentence and not a traceback.
"""

import os
import platform
import shlex
import shutil
import subprocess
import sys
import sysconfig
from typing import List, NamedTuple, Optional, Tuple

OLDEST = (3, 11)
NEWEST = (3, 13)
RANGE = "Python 3.11, 3.12 or 3.13"


class Machine(NamedTuple):
    """What decides whether the workshop runs: `python` is (major, minor), `bits` 32 or 64."""

    python: Tuple[int, int]
    implementation: str
    system: str
    architecture: str
    bits: int
    musl: bool
    free_threaded: bool


def this_machine() -> Machine:
    """Return the `Machine` that runs this code."""
    soabi = sysconfig.get_config_var("SOABI") or ""
    # Windows on ARM emulates an x86-64 Python, which runs the workshop. So on Windows it counts how Python was built.
    built_for = sysconfig.get_platform().rpartition("-")[2]
    return Machine(
        python=sys.version_info[:2],
        implementation=sys.implementation.name,
        system=platform.system(),
        architecture=built_for if os.name == "nt" else platform.machine(),
        bits=64 if sys.maxsize > 2**32 else 32,
        musl="musl" in soabi,
        free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    )


def obstacle(machine: Machine) -> str:
    """Return why the workshop can't run on `machine` and what to do about it, or "" where it can."""
    if machine.python < OLDEST:
        return "The workshop needs %s; this is Python %d.%d." % ((RANGE,) + machine.python)
    if machine.implementation != "cpython" or machine.free_threaded:
        kind = "the free-threaded build" if machine.free_threaded else machine.implementation
        return "This Python is %s; the workshop's packages need the usual CPython. Call it with %s." % (kind, RANGE)
    if machine.system == "Darwin" and machine.architecture == "x86_64":
        return (
            "This Python is for an Intel Mac. The Keras lessons need jax, which is no longer made for Intel Macs. "
            "On a Mac with an Apple chip, install the arm64 Python; on an Intel Mac, work in a Linux virtual machine "
            "or on the class's server."
        )
    if machine.bits == 32 or machine.architecture.lower() in ("win32", "i386", "i686", "armv7l"):
        return "This is a 32-bit Python, and there are no packages for it. Install the 64-bit one: %s." % RANGE
    if machine.system == "Windows" and machine.architecture == "arm64":
        return "There is no jax for a Windows-on-ARM Python. Install the x86-64 (Intel) one, which Windows emulates."
    if machine.musl:
        return "This Linux uses musl (Alpine), and there is no jax for it. Work on Debian, Ubuntu or Fedora."
    return ""


def caution(machine: Machine) -> str:
    """Return a warning about a Python that is newer than those the lock was tested with, or ""."""
    if machine.python <= NEWEST:
        return ""
    newer = "%d.%d" % machine.python
    return "Python %s is newer than the versions tested; if anything fails, use %s." % (newer, RANGE)


def commands() -> List[List[str]]:
    """Return the ways to call a fitting Python by name, as argument lists, newest first."""
    names = [["python%d.%d" % (major, minor)] for major, minor in wanted()]
    launcher = [["py", "-%d.%d" % (major, minor)] for major, minor in wanted()]
    return launcher + names if os.name == "nt" else names


def wanted() -> List[Tuple[int, int]]:
    """Return the versions (major, minor) that the lock is made for, newest first."""
    return [(3, minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]


def fitting() -> Optional[List[str]]:
    """Return the command (an argument list) of a Python on the PATH that fits, or None; each is tried by running it."""
    probe = "import sys; print('%d.%d' % sys.version_info[:2])"
    for command in commands():
        place = shutil.which(command[0])
        if not place:
            continue
        try:
            # A version manager puts a script of that name on the PATH also for versions that are switched off.
            call = [place] + command[1:] + ["-c", probe]
            answer = subprocess.check_output(call, stderr=subprocess.DEVNULL, timeout=20)
        except (OSError, subprocess.SubprocessError):
            continue
        if answer.decode().strip() in ["%d.%d" % version for version in wanted()]:
            return [place] + command[1:]
    return None


def other_python(found: Optional[List[str]], arguments: List[str], folders: List[str]) -> str:
    """Return how to call the workshop with another Python.

    `found` is what `fitting` gave, `arguments` what the user typed after the interpreter, `folders` those of the PATH.
    """
    if found:
        return "This machine has a Python that fits. Type:\n\n    " + quoted(found + arguments)
    looked = ", ".join(" ".join(command) for command in commands())
    return (
        "Looked for %s in the folders of the PATH and found none that runs (%s).\n"
        "Install one, from your system's packages or from python.org/downloads, then call it by its name:\n\n    %s"
        % (looked, os.pathsep.join(folders) or "the PATH is empty", quoted(commands()[-1] + arguments))
    )


def quoted(command: List[str]) -> str:
    """Return the argument list `command` as one would type it in this system's shell."""
    if os.name == "nt":
        return subprocess.list2cmdline(command)
    return " ".join(shlex.quote(part) for part in command)
