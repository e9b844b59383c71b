"""What ties a service to the process that started it: an open pipe on standard input.

The pipe ends when the parent closes it, and also when the parent dies in any way, `kill -9` included, on every
platform. The service then stops itself as it would for SIGTERM.
"""

import json
import os
import signal
import sys
import threading

SECONDS_TO_STOP = 10


def settings() -> dict:
    """The first line of standard input: what the parent tells this service, credentials included.

    Standard input, because a command line can be read by every user of the machine.
    """
    return json.loads(sys.stdin.buffer.readline())


def follow_parent() -> None:
    """Stop this process when standard input ends."""

    def wait():
        # Not sys.stdin.buffer: its lock, held here, would have Python abort where the service ends by itself.
        while os.read(sys.stdin.fileno(), 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(SECONDS_TO_STOP)
        os._exit(1)

    threading.Thread(target=wait, name="leash", daemon=True).start()
