"""A script that a check starts in a process of its own, since it runs a learner's code: that may hang, or end it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlflow
import psutil

from workshop.energy.files import replacing
from workshop.environment import TRACKING, for_children
from workshop.progress.outcome import Crashed

STOP_SECONDS = 15
_TEMPORARY = ("TMPDIR", "TEMP", "TMP")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True)
class Ended:
    """How a script ended: its exit code, None where its time ran out; and the last line that it wrote."""

    code: int | None
    said: str


def facts(
    script: Path, given: Mapping[str, bytes], what: str, seconds: float, state: Path, more: Mapping[str, str] = {}
) -> dict[str, Any]:
    """What the script has written to `facts.json` in its folder, which holds the files `given` by name. `what` is the
    learner's code that it tries; the others are as in `ended`. Raises Crashed where its process takes too long, or ends
    early."""
    with tempfile.TemporaryDirectory(prefix="workshop-check-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        for file, content in given.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_bytes(content)
        end = ended(script, folder, seconds, state, more)
        if end.code is None:
            raise Crashed(f"{what} had not come back after {seconds} s.", "Does it wait for something, or call itself?")
        try:
            found: dict[str, Any] = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise Crashed(
                f"The process that tried {what} ended with code {end.code}, and said: {end.said}",
                "A function returns or raises an error (sys.exit raises one, too); it doesn't end its process.",
            ) from None
    return found


def ended(script: Path, folder: Path, seconds: float, state: Path, more: Mapping[str, str] = {}) -> Ended:
    """Run the script in `folder`, for so many seconds at most, and stop all that it has started.

    The folder also holds its temporary files and an MLflow store of its own. `state` is the folder of
    the learner's state, in which an empty store is kept. `more` are more environment variables.
    """
    store = folder / "mlflow.db"
    shutil.copyfile(_empty_store(state), store)
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = for_children({
        TRACKING: f"sqlite:///{store.as_posix()}",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
        **dict.fromkeys(_TEMPORARY, str(temporary)),
        **dict.fromkeys(_THREADS, "1"),
        **more,
    })  # fmt: skip
    command = [sys.executable, str(script.resolve())]
    output = folder / "output.txt"  # no pipe: what is left behind would hold it open
    try:
        with output.open("wb") as file:
            done = subprocess.run(command, cwd=folder, env=environment, stdout=file, stderr=file, timeout=seconds)
    except subprocess.TimeoutExpired:
        return Ended(None, "nothing")
    finally:
        _stop_what_is_left(temporary)
    return Ended(done.returncode, _last_line(output))


def _last_line(output: Path) -> str:
    """The last line of a file, of which no more than its end is read: a script may print without end."""
    try:
        with output.open("rb") as file:
            file.seek(max(0, output.stat().st_size - 10_000))
            return (file.read().decode(errors="replace").strip().splitlines() or ["nothing"])[-1][:200]
    except OSError:  # the script has deleted its folder
        return "nothing"


def _empty_store(state: Path) -> Path:
    """A SQLite file with MLflow's tables and nothing in them: to make one takes most of a second, a copy no time."""
    kept = state / f"empty store of MLflow {mlflow.__version__}.db"
    if not kept.exists():
        from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore  # slow to import, and seldom needed

        with replacing(kept) as beside:
            SqlAlchemyStore(f"sqlite:///{beside.as_posix()}", str(state / "unused")).engine.dispose()
    return kept


def _stop_what_is_left(temporary: Path) -> None:
    """Kill what the script has started and left behind: processes whose temporary files would lie in that folder."""
    left = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.environ().get(_TEMPORARY[0]) == str(temporary):
                process.kill()
                left.append(process)
    psutil.wait_procs(left, STOP_SECONDS)
