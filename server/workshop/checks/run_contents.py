"""What a run holds, as a check reads it: the model, the model's predictions, and the artifacts."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import LoggedModel, LoggedModelStatus, Run
from mlflow.types import Schema

from workshop.checks.expect import shown
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import Crashed, Outcome, Wrong

LATEST = 10  # a run's newest models, which are searched for one that was logged completely


@contextmanager
def crash(what: str) -> Iterator[None]:
    """Turn an error of the learner's own work into Crashed, with the first line of what it says."""
    try:
        yield
    except Outcome:
        raise
    except (Exception, SystemExit) as error:  # a model may end its process, or try to
        words = str(error).strip().splitlines() or [""]
        raise Crashed(
            f"{what} {type(error).__name__}: {words[0][:300]}", "Try the same in a cell of your own."
        ) from error


class RunContents:
    """What `run` holds, read through `client`. `close` deletes what was downloaded."""

    def __init__(self, client: MlflowClient):
        self.client, self._open = client, ExitStack()

    @property
    def run(self) -> Run:
        """The run that is looked at."""
        raise NotImplementedError

    @property
    def model(self) -> LoggedModel:
        """Its model."""
        raise NotImplementedError

    @cached_property
    def models(self) -> list[LoggedModel]:
        """The newest model that `run` logged, or nothing. A model whose logging failed counts only if there is no
        other."""
        found = self.client.search_logged_models(
            [self.run.info.experiment_id],
            f"source_run_id = '{self.run.info.run_id}'",
            max_results=LATEST,
            order_by=[{"field_name": "creation_timestamp", "ascending": False}],
        )
        return sorted(found, key=lambda model: model.status != LoggedModelStatus.READY)[:1]

    @cached_property
    def model_folder(self) -> Path:
        """The folder with the model's files (MLmodel, requirements.txt, ...), downloaded; `close` deletes it."""
        from mlflow.artifacts import download_artifacts

        location, scratch = self.model.artifact_location, tempfile.TemporaryDirectory(prefix="workshop-check-")
        with crash("The logged model can't be downloaded."):
            folder = download_artifacts(
                location, dst_path=self._open.enter_context(scratch), tracking_uri=self.client.tracking_uri
            )
        return Path(folder)

    def predictions(self, hours: pd.DataFrame) -> pd.DataFrame:
        """What the logged model predicts for `hours`: a frame of TARGETS (GW), indexed as `hours` is.

        Raises Crashed when the model can't be loaded or used, Wrong when it doesn't give two numbers an hour.
        """
        import mlflow.pyfunc

        name = self.run.info.run_name
        with crash(f"The model of the run {name} can't predict from {', '.join(FEATURES)}."):
            model = mlflow.pyfunc.load_model(str(self.model_folder))
            given = model.predict(_in_its_types(model.metadata.get_input_schema(), hours[FEATURES]))
            table = given if isinstance(given, pd.DataFrame) else pd.DataFrame(np.asarray(given))
        if table.shape != (len(hours), len(TARGETS)):
            raise Wrong(
                f"The model of the run {name} gives a table of shape {table.shape} for {len(hours)} hours.",
                f"It should give {len(TARGETS)} columns, {' and '.join(TARGETS)}: fit the model on both targets at "
                "once.",
            )
        if set(table.columns) == set(TARGETS):
            table = table[TARGETS]
        with crash(f"What the model of the run {name} gives can't be read as numbers."):
            numbers = table.to_numpy(dtype=float)
        if not np.isfinite(numbers).all():
            raise Wrong(
                f"The model of the run {name} gives no number for {int((~np.isfinite(numbers)).any(axis=1).sum())} of "
                f"{len(hours)} hours.",
                "Look at what model.predict gives for these hours, and at what the model was fitted on.",
            )
        return pd.DataFrame(numbers, index=hours.index, columns=TARGETS)

    @contextmanager
    def artifact(self, path: str) -> Iterator[Path]:
        """A run's artifact as a file of its own inside the `with`."""
        with tempfile.TemporaryDirectory(prefix="workshop-check-") as folder:
            with crash(f"{path} of the run {self.run.info.run_name} can't be downloaded."):
                file = Path(self.client.download_artifacts(self.run.info.run_id, path, folder))
            yield file

    def text(self, path: str) -> str:
        """A run's artifact as text. Raises Wrong where it isn't text."""
        with self.artifact(path) as file:
            try:
                return file.read_text(encoding="utf-8")
            except (UnicodeDecodeError, OSError):
                raise Wrong(
                    f"{path} of the run {self.run.info.run_name} can't be read as text.",
                    "Leave the lines that log it as they are, and run the cell again for a fresh run.",
                ) from None

    def json(self, path: str) -> dict[str, Any]:
        """The dictionary in a run's artifact, a JSON file. Raises Wrong where there is no dictionary in it."""
        try:
            content = json.loads(self.text(path))
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict):
            raise Wrong(
                f"{path} of the run {self.run.info.run_name} holds no dictionary: it begins with "
                f"{shown(self.text(path), 60)}.",
                f'mlflow.log_dict(dictionary, "{path}") writes one; run the cell again for a fresh run.',
            )
        return content

    def artifacts(self) -> list[str]:
        """The paths of all files that the run logged."""
        files: list[str] = []
        folders: list[str | None] = [None]
        while folders:
            for item in self.client.list_artifacts(self.run.info.run_id, folders.pop()):
                if item.is_dir:
                    folders.append(item.path)
                else:
                    files.append(item.path)
        return files

    def close(self) -> None:
        """Remove what was downloaded."""
        self._open.close()


def _in_its_types(schema: Schema | None, table: pd.DataFrame) -> pd.DataFrame:
    """The table in 32-bit numbers if the model's signature asks for them: MLflow then refuses 64-bit numbers."""
    if schema is None:
        return table
    single = [np.float32 in (spec.type, getattr(spec.type, "to_numpy", lambda: None)()) for spec in schema.inputs]
    return table.astype(np.float32) if any(single) else table
