"""In place of `python` in the tests' kernels: what it would run is forked by the fork server at a socket, with its
imports done, and this process ends as that one does.

    python fork_client.py SOCKET ARGUMENTS...
"""

import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from workshop.kernels import forked

THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")  # as the fork server has


def unset(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment without what scikit-learn's import sets: that has been done in the fork server as well."""
    return {name: value for name, value in environment.items() if not name.startswith("KMP_")}


def main() -> None:
    orders, *arguments = sys.argv[1:]
    if not arguments or not (arguments[0] == "-m" or arguments[0].endswith(".py")):
        os.execv(sys.executable, [sys.executable, *arguments])
    try:
        child = forked.python(Path(orders), arguments, (0, 1, 2), Path.cwd(), THREADS | unset(os.environ))
    except forked.Cold:
        os.execv(sys.executable, [sys.executable, *arguments])
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: child.kill())
    code = child.wait()
    sys.exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
