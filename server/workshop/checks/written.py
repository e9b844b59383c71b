"""The files in the learner's folder that an exercise has them write."""

from __future__ import annotations

import hashlib

from workshop.checks.evidence import Evidence
from workshop.course import markers
from workshop.progress.outcome import NotAttempted, Wrong

MOST = 200_000  # bytes of a file that is read


def text(evidence: Evidence, name: str, *elsewhere: str) -> str:
    """What stands in the file `name` of the learner's folder, without the markers of a solution; evidence from then on.
    Raises NotAttempted where there is no such file, Wrong where it can't be read, or is in a place of `elsewhere`."""
    file = evidence.work / name
    landed = [other for other in elsewhere if (evidence.work / other).is_file()]
    if not file.is_file() and landed:
        raise Wrong(f"There is a file {landed[0]}, and none at {name}.", f"Write it to {name}, in your folder.")
    if not file.is_file():
        raise NotAttempted(f"There is no file {name} in your folder yet.", WRITE)
    try:
        if file.stat().st_size > MOST:
            raise Wrong(f"{name} has {file.stat().st_size:,} bytes.", WRITE)
        found = file.read_bytes().decode()
        written = str(file.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(f"{name} can't be read: {error}.", WRITE) from None
    found = markers.solved(found) if markers.marked(found) else found
    evidence.seen[name] = f"{hashlib.sha256(found.encode()).hexdigest()} {written}"
    return found


WRITE = "Fill the blanks in the cell that writes it, and run it; then this one again."
