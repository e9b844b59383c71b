"""The account and the workspace of the requests that MLflow's client sends: two plugins of MLflow.

The client reads them from the environment, or from the context (`contextvars`) of the thread that asks. The client's
own threads, which download artifacts, would have an empty context. Here they get the context of the thread that starts
them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from typing import ParamSpec, TypeVar

from mlflow.store.artifact.mlflow_artifacts_repo import MlflowArtifactsRepository
from mlflow.tracking.request_header.abstract_request_header_provider import RequestHeaderProvider

Given = ParamSpec("Given")
Result = TypeVar("Result")
_authorization: ContextVar[str] = ContextVar("workshop_authorization", default="")


@contextmanager
def signed_in(authorization: str) -> Iterator[None]:
    """Inside the `with`, requests carry this header; with "" they carry the account of the environment."""
    token = _authorization.set(authorization)
    try:
        yield
    finally:
        _authorization.reset(token)


class Account(RequestHeaderProvider):
    """Adds the account of the context to a request (entry point group `mlflow.request_header_provider`)."""

    def in_context(self) -> bool:
        return bool(_authorization.get())

    def request_headers(self) -> dict[str, str]:
        return {"Authorization": _authorization.get()}


class _InContext(ThreadPoolExecutor):
    """Threads that work in the context of whoever gives them the work."""

    def submit(self, function: Callable[Given, Result], /, *given: Given.args, **named: Given.kwargs) -> Future[Result]:
        context = copy_context()
        return super().submit(lambda: context.run(function, *given, **named))


class ProxiedArtifacts(MlflowArtifactsRepository):
    """MLflow's repository for artifacts behind the tracking server, with downloads in the context of the thread that
    asks for them (entry point group `mlflow.artifact_repository`)."""

    def _create_thread_pool(self) -> ThreadPoolExecutor:
        return _InContext(self.max_workers, thread_name_prefix="artifacts")
