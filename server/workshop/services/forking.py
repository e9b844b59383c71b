"""Services forked from a process that has their imports done, for those who start many: the tests, and a host."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workshop import environment
from workshop.kernels.warm import fork_server

# What tracking server and artifact store import. First uvicorn: see tracking.py.
MODULES = (
    "uvicorn", "uvicorn.protocols.http.h11_impl", "uvicorn.loops.auto", "uvicorn.lifespan.on", "alembic.command",
    "sqlalchemy.dialects.sqlite.pysqlite", "mlflow.store.db.utils", "mlflow.store.tracking.sqlalchemy_store",
    "mlflow.store.model_registry.sqlalchemy_store", "mlflow.store.artifact.ftp_artifact_repo", "mlflow.server.handlers",
    "mlflow.server.fastapi_app", "pyftpdlib.servers", "pyftpdlib.handlers",
)  # fmt: skip


@contextmanager
def forked_services(report: Callable[[str], None]) -> Iterator[None]:
    """Inside the `with`, the services that this process and its children start are forked, but for JupyterLab. They end
    at its end at the latest. On a system without fork `report` is told, and they start cold."""
    with (
        fork_server(report, environment.for_children({}), MODULES) as process,
        environment.added({environment.OF_SERVICES: str(process.orders)} if process else {}),
    ):
        yield
