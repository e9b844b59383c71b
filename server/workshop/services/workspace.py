"""A workspace: where one learner's work is. The functions that work on it get a `Workspace`."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from workshop import environment
from workshop.paths import COURSE
from workshop.services.space import Space

if TYPE_CHECKING:
    from mlflow import MlflowClient


@dataclass(frozen=True)
class Workspace:
    """Where one learner's work is.

    `space` is the learner's folders, `tracking_uri` the address of the tracking server ("" where none runs), `name` the
    name of MLflow's workspace on a server that has several, `account` the user and password there. `data` is another
    whole series for the course to read. `catching_up` is the id of the notebook that is caught up on: then the runs
    count as runs of catching up, not as the learner's own.
    """

    space: Space
    tracking_uri: str = ""
    name: str = ""
    account: tuple[str, str] | None = field(default=None, repr=False)
    data: Path | None = None
    catching_up: str = ""

    @classmethod
    def here(cls) -> Workspace:
        """The workspace that this process's environment names: by default the learner's own, in the course's folder."""
        said = environment.setting
        space = Space(
            Path(said(environment.STATE) or COURSE / ".workshop").resolve(),
            Path(said(environment.WORK) or COURSE / "work").resolve(),
        )
        account = said(environment.USER), said(environment.PASSWORD)
        return cls(
            space,
            said(environment.TRACKING) or space.tracking_uri(),
            said(environment.WORKSPACE),
            account if all(account) else None,
            Path(said(environment.DATA)) if said(environment.DATA) else None,
            said(environment.CATCHING_UP),
        )

    def environment(self) -> dict[str, str]:
        """The variables with which a kernel, a terminal or a service works on this workspace."""
        user, password = self.account or ("", "")
        return environment.for_children({
            environment.TRACKING: self.tracking_uri,
            environment.WORKSPACE: self.name,
            environment.USER: user,
            environment.PASSWORD: password,
            environment.STATE: str(self.space.state),
            environment.WORK: str(self.space.work),
            environment.DATA: str(self.data or ""),
            environment.CATCHING_UP: self.catching_up,
        })  # fmt: skip

    def headers(self) -> dict[str, str]:
        """The headers of a plain HTTP request for this workspace, with this learner's account."""
        found = {"X-MLFLOW-WORKSPACE": self.name} if self.name else {}
        if self.account:
            found["Authorization"] = f"Basic {base64.b64encode(':'.join(self.account).encode()).decode()}"
        return found

    def client(self) -> MlflowClient:
        """A client of the tracking server; its requests inside `entered` go to this workspace."""
        from mlflow import MlflowClient

        return MlflowClient(self.tracking_uri, workspace_store_uri=self.tracking_uri)

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Inside the `with`, MLflow's requests of this thread go to this workspace, with this account. The environment
        doesn't change; it is used where the workspace has no name or account."""
        from mlflow.utils.workspace_context import ServerWorkspaceContext

        from workshop.services.account import signed_in

        with ServerWorkspaceContext(self.name or None), signed_in(self.headers().get("Authorization", "")):
            yield
