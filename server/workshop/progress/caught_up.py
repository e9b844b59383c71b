"""The marks that MLflow puts on every run by itself: from which notebook it was started, and whether by catching up."""

from __future__ import annotations

from mlflow.tracking.context.abstract_context import RunContextProvider

from workshop.environment import CATCHING_UP, setting

TAG = "workshop.catchup"
NOTEBOOK_TAG = "workshop.notebook"

_begun = ""


def started_from(notebook: str) -> None:
    """From now on every run that this process starts is marked as this notebook's; an empty string ends that."""
    global _begun
    _begun = notebook


class CaughtUp(RunContextProvider):
    """A plugin of MLflow's, found by its entry point, so that a lesson's own `start_run` is tagged as it stands."""

    def in_context(self) -> bool:
        return bool(setting(CATCHING_UP))

    def tags(self) -> dict[str, str]:
        return {TAG: setting(CATCHING_UP)}


class Begun(RunContextProvider):
    """The same, for the notebook that was begun last in this process: a run that landed in another notebook's
    experiment is then told from that one's own."""

    def in_context(self) -> bool:
        return bool(_begun)

    def tags(self) -> dict[str, str]:
        return {NOTEBOOK_TAG: _begun}
