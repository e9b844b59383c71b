"""The mark on what catching up leaves: MLflow puts it on every run that is started while `WORKSHOP_CATCHUP` is set."""

from __future__ import annotations

import os

from mlflow.tracking.context.abstract_context import RunContextProvider

TAG = "workshop.catchup"
NOTEBOOK = "WORKSHOP_CATCHUP"  # the id of the notebook that is being caught up on, in the environment of its kernel


def catching_up() -> bool:
    """Whether this process is a kernel that brings what an earlier notebook leaves, and not the learner's own."""
    return bool(os.environ.get(NOTEBOOK))


class CaughtUp(RunContextProvider):
    """A plugin of MLflow's, found by its entry point, so that a lesson's own `start_run` is tagged as it stands."""

    def in_context(self) -> bool:
        return catching_up()

    def tags(self) -> dict[str, str]:
        return {TAG: os.environ[NOTEBOOK]}
