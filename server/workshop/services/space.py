"""A space: the folders of one learner, for the services' data and for the notebooks."""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROXIED = "mlflow-artifacts:/"  # so begins an address in the artifact store: clients reach it by the tracking server


@dataclass(frozen=True)
class Space:
    """`state` holds the database, artifacts, logs and the pid file; `work` holds the learner's notebooks. What is
    `lasting` must survive a power cut."""

    state: Path
    work: Path
    lasting: bool = True

    @classmethod
    @contextmanager
    def temporary(cls) -> Iterator[Space]:
        """A space that is deleted at the end of the `with`, for builds and tests."""
        folder = Path(tempfile.mkdtemp(prefix="workshop-")).resolve()
        try:
            space = cls(folder / "state", folder / "work", lasting=False)
            space.work.mkdir()
            yield space
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def database(self) -> Path:
        return self.state / "mlflow.db"

    @property
    def database_address(self) -> str:
        """The database as SQLAlchemy and MLflow address it."""
        return f"sqlite:///{self.database.as_posix()}"

    @property
    def artifacts(self) -> Path:
        return self.state / "artifacts"

    @property
    def logs(self) -> Path:
        return self.state / "logs"

    @property
    def pid_file(self) -> Path:
        """The file that says which processes run for this space; it exists while they run."""
        return self.state / "running.json"

    def identity(self) -> str:
        """A random word that is made once for each space.

        The experiment `_progress` on the tracking server carries it too, so that nobody's progress is read from
        somebody else's server.
        """
        path = self.state / "identity"
        if not path.exists():
            self.state.mkdir(parents=True, exist_ok=True)
            path.write_text(secrets.token_hex(8), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip()

    def running(self) -> dict[str, Any]:
        """The pid file: {"pid", "created", "services": {name: {"pid", "created", "port", "address"}}}, or {}."""
        try:
            found: dict[str, Any] = json.loads(self.pid_file.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return found

    def tracking_uri(self) -> str:
        """The address of the tracking server that runs for this space; "" where none does."""
        address: str = self.running().get("services", {}).get("tracking", {}).get("address", "")
        return address
