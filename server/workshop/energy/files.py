"""Writing a file in one piece or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workshop.energy.errors import DataError


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give the path of a new file beside ``path``; it replaces ``path`` when the block ends without an error.

    The folder is made if it's missing. Raises DataError if the disk refuses; the new file is then deleted.
    """
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
        os.chmod(name, 0o644)  # mkstemp lets nobody else read
        try:
            yield Path(name)
            os.replace(name, path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        why = error.strerror or error
        remedy = "Make room or choose another place, then run the command again."
        raise DataError(f"{path} can't be written: {why}. {remedy}") from error
