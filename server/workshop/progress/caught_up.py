"""The tags that MLflow sets on every run by itself: which notebook started the run, and whether it was catching up."""

from __future__ import annotations

from mlflow.tracking.context.abstract_context import RunContextProvider

from workshop.environment import CATCHING_UP, setting

TAG = "workshop.catchup"
NOTEBOOK_TAG = "workshop.notebook"

_begun = ""


def started_from(notebook: str) -> None:
    """From now on every run that this process starts gets this notebook's tag; with "", no run gets it."""
    global _begun
    _begun = notebook


class CaughtUp(RunContextProvider):
    """A plugin that MLflow finds by its entry point: so the runs of a lesson's own `start_run` are tagged."""

    def in_context(self) -> bool:
        return bool(setting(CATCHING_UP))

    def tags(self) -> dict[str, str]:
        return {TAG: setting(CATCHING_UP)}


class Begun(RunContextProvider):
    """The same, for the notebook that was begun last in this process. The tag shows when a run in another notebook's
    experiment isn't one of that notebook's own runs."""

    def in_context(self) -> bool:
        return bool(_begun)

    def tags(self) -> dict[str, str]:
        return {NOTEBOOK_TAG: _begun}
