"""The tags that MLflow sets on every run by itself: which notebook started the run, and whether it was catching up."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from mlflow.tracking.context.abstract_context import RunContextProvider
from mlflow.utils.mlflow_tags import MLFLOW_SOURCE_NAME

from workshop.environment import CATCHING_UP, setting

if TYPE_CHECKING:
    from mlflow import MlflowClient

TAG = "workshop.catchup"
NOTEBOOK_TAG = "workshop.notebook"

_begun = ""


def started_from(notebook: str) -> None:
    """From now on every run that this process starts gets this notebook's tag; with "", no run gets it."""
    global _begun
    _begun = notebook


def claim(client: MlflowClient, experiments: Iterable[str], notebook: str, work: Path) -> None:
    """Tag the runs in these experiments that `mlflow run` has made from the folder `work`, where the solution of a
    notebook is executed: MLflow asks no plugin for the tags of such runs."""
    found = [client.get_experiment_by_name(name) for name in experiments]
    condition = f"tags.`{MLFLOW_SOURCE_NAME}` LIKE '%{work.parent.name}%' and tags.`{TAG}` IS NULL"
    for run in client.search_runs([each.experiment_id for each in found if each], condition):
        client.set_tag(run.info.run_id, TAG, notebook)


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
