"""The tracking server: MLflow's own web application in this process, without its command-line parent.

`mlflow server` keeps a second, idle Python with all of MLflow loaded, four workers and a job runner; one learner
needs one process (`server/bench/memory.py` measures both).
"""

import os
import shutil
import sqlite3
from pathlib import Path

import uvicorn  # before MLflow, which turns its host checks on only if uvicorn is imported already

from workshop.services import parent_pipe
from workshop.services.opening import QuietOpening
from workshop.services.space import PROXIED

SQLITE = "sqlite:///"


def in_no_hurry(connection: sqlite3.Connection, _: object) -> None:
    """A new connection to SQLite doesn't wait for the disk: a dozen times quicker, and a power cut may cost the
    database."""
    connection.execute("PRAGMA synchronous=OFF")


def make_whole(file: Path) -> None:
    """If there is no database yet, make it in a folder of its own, and move it to its place when it is complete.

    MLflow runs all its migrations on a new database, and SQLite stores their changes one by one. If MLflow were killed
    between two of them, every later start would fail with "duplicate column". The disk has it before it is moved.
    """
    from mlflow.store.db.utils import _initialize_tables  # `mlflow db upgrade` calls this for an empty one
    from sqlalchemy import NullPool, create_engine, event

    if file.exists():
        return
    aside = file.with_name(f"{file.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    engine = create_engine(f"{SQLITE}{(aside / file.name).as_posix()}", poolclass=NullPool)
    event.listen(engine, "connect", in_no_hurry)
    _initialize_tables(engine)
    with (aside / file.name).open("rb+") as made:
        os.fsync(made.fileno())
    (aside / file.name).replace(file)
    aside.rmdir()


def serve(database: str, artifacts: str, host: str, port: int, workspaces: bool, lasting: bool) -> None:
    """Serve the backend store `database` (a SQLAlchemy address) with artifacts proxied to `artifacts`. A SQLite
    database that isn't `lasting`, as a test's, doesn't wait for the disk."""
    os.environ |= {
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_ENABLE_WORKSPACES": "true" if workspaces else "false",
    }
    from mlflow.server import constants, handlers

    os.environ |= {
        constants.BACKEND_STORE_URI_ENV_VAR: database,
        constants.REGISTRY_STORE_URI_ENV_VAR: database,
        constants.ARTIFACT_ROOT_ENV_VAR: PROXIED,
        constants.ARTIFACTS_DESTINATION_ENV_VAR: artifacts,
        constants.SERVE_ARTIFACTS_ENV_VAR: "true",
    }
    if database.startswith(SQLITE):
        make_whole(Path(database.removeprefix(SQLITE)))
        if not lasting:
            from sqlalchemy import Engine, event

            event.listen(Engine, "connect", in_no_hurry)
    handlers.initialize_backend_stores(database, database, PROXIED)
    from mlflow.server.fastapi_app import app

    uvicorn.run(QuietOpening(app), host=host, port=port, log_level="warning", timeout_graceful_shutdown=5)


if __name__ == "__main__":
    told = parent_pipe.settings()
    parent_pipe.follow_parent()
    serve(**told)
