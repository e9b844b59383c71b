"""The parent pipe: a service's standard input, which the process that started the service holds open.

The pipe closes when the parent closes it, and also when the parent dies in any way, even by `kill -9`, on every
platform. The service then ends itself as it would at SIGTERM.
"""

import json
import os
import signal
import sys
import threading
from typing import Any

SECONDS_TO_STOP = 10


def settings() -> dict[str, Any]:
    """The first line of the parent pipe: the service's settings, with passwords and tokens.

    They aren't on the command line, because every user of the machine can read that.
    """
    told: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    return told


def follow_parent() -> None:
    """Have a thread end this process when the parent pipe closes."""

    def wait() -> None:
        # Not sys.stdin.buffer: this thread would hold its lock, and Python would abort when the service ends by itself.
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(SECONDS_TO_STOP)
        os._exit(1)

    threading.Thread(target=wait, name="parent pipe", daemon=True).start()
