"""The tracking server: MLflow's own web application in this process, without its command-line parent.

`mlflow server` keeps a second, idle Python with all of MLflow loaded, four workers and a job runner; one learner
needs one process (`server/bench/memory.py` measures both).
"""

import os
import shutil
from pathlib import Path

import uvicorn  # before MLflow: it takes the import as the sign that it is served, and turns its host checks on

from workshop.services import leash
from workshop.services.opening import QuietOpening

SQLITE = "sqlite:///"


def make_whole(file: Path) -> None:
    """Make a database that isn't there yet aside, and move it to its place once all its tables are as they should be.

    MLflow brings a new one through all its migrations, whose changes SQLite keeps one by one: after a kill between them,
    every later start would end at "duplicate column".
    """
    from mlflow.store.db.utils import _initialize_tables  # what `mlflow db upgrade` calls for an empty one
    from sqlalchemy import NullPool, create_engine

    if file.exists():
        return
    aside = file.with_name(f"{file.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    _initialize_tables(create_engine(f"{SQLITE}{(aside / file.name).as_posix()}", poolclass=NullPool))
    (aside / file.name).replace(file)
    aside.rmdir()


def serve(database: str, artifacts: str, host: str, port: int, workspaces: bool) -> None:
    """Serve the backend store `database` (a SQLAlchemy address) with artifacts proxied to `artifacts`."""
    os.environ |= {
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_ENABLE_WORKSPACES": "true" if workspaces else "false",
    }
    from mlflow.server import constants, handlers

    os.environ |= {
        constants.BACKEND_STORE_URI_ENV_VAR: database,
        constants.REGISTRY_STORE_URI_ENV_VAR: database,
        constants.ARTIFACT_ROOT_ENV_VAR: "mlflow-artifacts:/",
        constants.ARTIFACTS_DESTINATION_ENV_VAR: artifacts,
        constants.SERVE_ARTIFACTS_ENV_VAR: "true",
    }
    if database.startswith(SQLITE):
        make_whole(Path(database.removeprefix(SQLITE)))
    handlers.initialize_backend_stores(database, database, "mlflow-artifacts:/")
    from mlflow.server.fastapi_app import app

    uvicorn.run(QuietOpening(app), host=host, port=port, log_level="warning", timeout_graceful_shutdown=5)


if __name__ == "__main__":
    told = leash.settings()
    leash.follow_parent()
    serve(**told)
