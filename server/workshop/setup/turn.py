"""Turns: if several processes want to change the same folder, one does it and the others wait."""

import errno
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Callable, Iterator


@contextmanager
def alone(path: Path, when_waiting: Callable[[], object]) -> Iterator[None]:
    """Hold the file `path` for this process inside the `with`; `when_waiting()` is called once if another has it.

    The operating system frees the file when this process and all children that inherited it have ended, in any way.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        os.set_inheritable(file.fileno(), True)
        told = False
        while not held(file):
            if not told:
                when_waiting()
                told = True
            time.sleep(0.3)
        yield


def held(file: BinaryIO) -> bool:
    """Take the lock on `file` if it is free; True as well where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True
