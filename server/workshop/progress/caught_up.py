"""The marks that MLflow puts on every run by itself: from which notebook it was started, and whether by catching up."""

from __future__ import annotations

import os

from mlflow.tracking.context.abstract_context import RunContextProvider

TAG = "workshop.catchup"
NOTEBOOK = "WORKSHOP_CATCHUP"  # the id of the notebook that is being caught up on, in the environment of its kernel
NOTEBOOK_TAG = "workshop.notebook"

_begun = ""


def catching_up() -> bool:
    """Whether this process is a kernel that brings what an earlier notebook leaves, and not the learner's own."""
    return bool(os.environ.get(NOTEBOOK))


def started_from(notebook: str) -> None:
    """From now on every run that this process starts is marked as this notebook's; an empty string ends that."""
    global _begun
    _begun = notebook


class CaughtUp(RunContextProvider):
    """A plugin of MLflow's, found by its entry point, so that a lesson's own `start_run` is tagged as it stands."""

    def in_context(self) -> bool:
        return catching_up()

    def tags(self) -> dict[str, str]:
        return {TAG: os.environ[NOTEBOOK]}


class Begun(RunContextProvider):
    """The same, for the notebook that was begun last in this process: a run that landed in another notebook's
    experiment is then told from that one's own."""

    def in_context(self) -> bool:
        return bool(_begun)

    def tags(self) -> dict[str, str]:
        return {NOTEBOOK_TAG: _begun}
