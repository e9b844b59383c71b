"""Passes on uv's output while uv installs: with the progress bars, and without the list of all packages."""

import os
import re
import struct
import subprocess
import sys
from typing import Any, BinaryIO, List, Optional, Tuple

# "Resolved 205 packages in 1.2s", and " + numpy==2.4.6" for each of them: an error would be lost among 200 lines.
_OF_NO_USE = re.compile(rb"\s*(\x1b\[[\d;]*m)*(Resolved \S*\d|Using Python|[-+~]( |\x1b\[[\d;]*m)+\S+==)")


def run(command: List[str], **options: Any) -> int:
    """Run `command` with `options` for Popen; return its exit code. Its output without the list goes to stderr.

    If stderr is a terminal, `command` gets a pseudo-terminal, so that it draws its bars.
    """
    out = sys.stderr.buffer if hasattr(sys.stderr, "buffer") else None
    ours, theirs = _terminal() if sys.stderr.isatty() and os.name != "nt" else os.pipe()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, **options)
    os.close(theirs)
    try:
        _copy(ours, out)
        return child.wait()
    except BaseException:
        child.kill()
        child.wait()
        raise
    finally:
        os.close(ours)


def _terminal() -> Tuple[int, int]:
    """Return the two ends of a pseudo-terminal of the real one's size."""
    import fcntl
    import pty
    import termios

    ours, theirs = pty.openpty()
    try:
        fcntl.ioctl(
            theirs,
            termios.TIOCSWINSZ,
            fcntl.ioctl(sys.stderr.fileno(), termios.TIOCGWINSZ, struct.pack("HHHH", 0, 0, 0, 0)),
        )
    except OSError:
        pass
    return ours, theirs


def _useful(line: bytes) -> bytes:
    """Return what to show of a complete line: a progress bar may come before words that are left out."""
    bars, turn, last = line.rstrip(b"\r").rpartition(b"\r")
    return bars + turn if _OF_NO_USE.match(last) else line + b"\n"


def _copy(source: int, out: Optional[BinaryIO]) -> None:
    """Copy from the file descriptor `source` to `out`: bars at once, lines when they are complete."""
    line = b""
    while True:
        try:
            piece = os.read(source, 4096)
        except OSError:  # a pseudo-terminal's way to say that the other end is gone
            piece = b""
        *lines, line = (line + piece).split(b"\n")
        kept = [_useful(each) for each in lines]
        if b"\r" in line or not piece:  # a bar, which comes without an end of line; or the last words
            kept, line = kept + [line], b""
        if out and kept:
            out.write(b"".join(kept))
            out.flush()
        if not piece:
            return
