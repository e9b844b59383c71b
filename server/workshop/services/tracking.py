"""The tracking server: MLflow's own web application in this process, without its command-line parent.

`mlflow server` keeps a second, idle Python with all of MLflow loaded, four workers and a job runner; one learner
needs one process (`server/bench/memory.py` measures both).
"""

import os

import uvicorn  # before MLflow: it takes the import as the sign that it is served, and turns its host checks on

from workshop.services import leash


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
    handlers.initialize_backend_stores(database, database, "mlflow-artifacts:/")
    from mlflow.server.fastapi_app import app

    uvicorn.run(app, host=host, port=port, log_level="warning", timeout_graceful_shutdown=5)


if __name__ == "__main__":
    told = leash.settings()
    leash.follow_parent()
    serve(**told)
