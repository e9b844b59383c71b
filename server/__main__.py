"""`python3 server up`: from a clone and a Python to a running workshop, with nothing else installed.

Makes `.venv` if it isn't complete, and hands over to the package `workshop` in it; the code for that is in
`workshop/setup`. Standard library only, and no syntax newer than Python 3.6, so that an old Python shows a sentence and
not a traceback.
"""

import io
import os
import signal
import subprocess
import sys
from typing import List

from workshop.paths import COURSE, PYTHON
from workshop.setup import machine
from workshop.setup.errors import SetupError
from workshop.setup.venv import Environment, plain_environment, say

HELP = """\
The workshop: from a clone to a lesson. It needs {range} and a package registry, and keeps what it installs in .venv.

    {python} server up          start everything, and open the next unfinished notebook
    {python} server down        stop everything
    {python} server test        set up, then run the tests; what follows goes to pytest
    {python} server doctor      what is wrong with this machine, and what to do about it
    {python} server install     install the packages again, and start nothing
    {python} server COMMAND     another command of the workshop; `{python} server COMMAND --help` explains it
""".format(range=machine.RANGE, python=PYTHON)


def main(arguments: List[str]) -> int:
    """Do what `arguments` say; return the exit code, unless this process becomes the workshop's."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(HELP)
        return 0
    try:
        return carry_out(arguments)
    except SetupError as fault:
        complain("%s, then `%s`" % (fault, call(arguments)))
        return 1
    except KeyboardInterrupt:
        complain("Stopped. The next `%s` goes on, and finishes what is half done." % call(arguments))
        return 130
    except OSError as error:
        step = "stop programs that run from .venv, and make sure that you may write to the folder"
        complain("%s, then `%s`" % (SetupError(str(error), error.filename or COURSE, step), call(arguments)))
        return 1


def carry_out(arguments: List[str]) -> int:
    """Refuse an unfit machine, set up, hand over."""
    refusal = unfit(arguments)
    if refusal:
        complain(refusal)
        return 1
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a path in a script that the console cannot show
    # A plain kill then ends pip and uv too, as Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    environment = Environment(COURSE)
    environment.prepare(again=arguments[0] == "install")
    if arguments[0] == "install":
        return 0
    # -P: a module of the same name in the current folder must not come before the workshop's.
    python = [str(environment.python), "-P", "-m"]
    if arguments[0] != "test":
        return hand_over(python + ["workshop"] + arguments)
    os.chdir(str(COURSE))
    chosen = any(os.path.exists(argument.split("::")[0]) for argument in arguments[1:])
    command = python + ["pytest"] + ([] if chosen else ["server/tests"]) + arguments[1:]
    say("In %s: %s" % (COURSE, machine.quoted(command)))
    return hand_over(command)


def unfit(arguments: List[str]) -> str:
    """Return why the workshop can't run on this machine or Python, and what to do about it; "" where it can."""
    here = machine.this_machine()
    obstacle = machine.obstacle(here)
    if here.python < machine.OLDEST:
        folders = os.environ.get("PATH", "").split(os.pathsep)
        obstacle += "\n" + machine.other_python(machine.fitting(), [sys.argv[0]] + arguments, folders)
    elif machine.caution(here):
        say(machine.caution(here))
    return obstacle


def hand_over(command: List[str]) -> int:
    """Become `command`; on Windows, which has no exec, run it and return its exit code."""
    sys.stdout.flush()
    if os.name == "nt":
        return accompany(command)
    return os.execve(command[0], command, plain_environment())


def accompany(command: List[str]) -> int:
    """Run `command` as a child that gets our Ctrl-C and ends when we end; return its exit code."""
    from workshop.setup import job

    child = subprocess.Popen(command, env=plain_environment())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the console sends Ctrl-C to the child as well, and the child decides
    handle = job.bind(child)
    code = child.wait()
    del handle  # held until here: the child ends with it
    return code if code < 2**31 else code - 2**32  # Windows' own codes, as the signed number that exit takes


def call(arguments: List[str]) -> str:
    """Return what the user typed, to type it again."""
    return machine.quoted([os.path.basename(sys.executable or "python"), sys.argv[0]] + arguments)


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
