"""Evidence: what a learner's work left behind, as a check looks at it.

Everything is read through `MlflowClient` and by address, never through MLflow's fluent functions, whose active run and
experiment are the learner's. The number of requests doesn't depend on how many runs there are.
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path

import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Experiment, LoggedModel, Run

from workshop.checks import catchup
from workshop.checks.catchup import catching_up
from workshop.checks.outcome import Crashed, NotAttempted, Outcome, Wrong
from workshop.checks.progress import EXPERIMENT, Progress

NO_PARENT = "tags.`mlflow.parentRunId` IS NULL"
FEATURES = ["windspeed", "temperature", "rad_horizontal", "rad_diffuse"]
TARGETS = ["solar_GW", "wind_GW"]


class Evidence:
    """What one exercise left behind.

    `experiment` is the name of its notebook's, `lessons` those of all notebooks', `germany` the file of the desk's data,
    `work` the learner's folder, a git repository.
    """

    def __init__(
        self, exercise: str, experiment: str, lessons: frozenset[str], client: MlflowClient, progress: Progress, germany: Path,
        work: Path,
    ):  # fmt: skip
        self.exercise, self.experiment, self._lessons, self.client = exercise, experiment, lessons, client
        self._progress, self.germany, self.work = progress, germany, work
        self._run_name, self._any_author = "", False
        self._unfinished: list[Run] = []
        self._open = ExitStack()
        self.seen: dict[str, str] = {}

    @property
    def unfinished(self) -> tuple[str, str] | None:
        """What to say of a newer run than the one looked at that didn't finish well, and what to do about it."""
        return _unfinished(self._unfinished[-1]) if self._unfinished else None

    @property
    def link(self) -> str:
        """The page of the run that was looked at, or an empty string."""
        if "run" not in self.seen:
            return ""
        return f"{self.client.tracking_uri}/#/experiments/{self.seen['experiment']}/runs/{self.seen['run']}"

    def named(self, run_name: str) -> Evidence:
        """The same evidence, but `run` is the latest of that name: for a notebook that leaves runs of several kinds."""
        return self._turned_to(_run_name=run_name)

    def within(self, experiment: str) -> Evidence:
        """The same evidence, but `run` is looked for in another experiment of the same notebook."""
        return self._turned_to(experiment=experiment)

    def earlier(self, experiment: str) -> Evidence:
        """The same evidence, but `run` is looked for in an earlier notebook's experiment, where what catching up left
        is as good as the learner's own."""
        return self._turned_to(experiment=experiment, _any_author=True)

    def of(self, run: Run) -> Evidence:
        """The same evidence, but `run` is this one; its model, its predictions and its artifacts go with it."""
        return self._turned_to(run=run)

    def _turned_to(self, **attributes) -> Evidence:
        """A copy without what was computed from the run; what was met, ids and downloads are shared with the original."""
        other = copy.copy(self)
        for name in ("run", "models", "model", "model_folder"):
            other.__dict__.pop(name, None)
        other.__dict__.update(attributes)
        return other

    @property
    def _whose(self) -> str:
        """The condition on a run's author: the learner, or the catching up that this process does itself."""
        if self._any_author:
            return ""
        if catching_up():
            return f" and tags.`{catchup.TAG}` = '{self.exercise.rpartition('.')[0]}'"
        return f" and tags.`{catchup.TAG}` IS NULL"

    def _runs(self, experiment_ids: list[str], condition: str, limit: int = 1) -> list[Run]:
        return self.client.search_runs(experiment_ids, condition, max_results=limit, order_by=["start_time DESC"])

    @cached_property
    def run(self) -> Run:
        """The latest finished run without a parent in the notebook's experiment, not made by catching up.

        A newer one that didn't finish is named in `unfinished`. Raises NotAttempted where there is no run, Wrong where there
        is one that can't count.
        """
        found = self.client.get_experiment_by_name(self.experiment)
        if found and found.lifecycle_stage != "active":
            raise _deleted(found)
        ids = [found.experiment_id] if found else []
        own = NO_PARENT + self._whose
        wanted = own + (f" and attributes.run_name = '{self._run_name}'" if self._run_name else "")
        finished = ids and self._runs(ids, f"{wanted} and attributes.status = 'FINISHED'")
        newest = ids and self._runs(ids, wanted)
        if not finished:
            raise self._no_run(newest or (ids and self._runs(ids, own)))
        if newest[0].info.run_id != finished[0].info.run_id:
            self._unfinished.append(newest[0])
        self.seen.update(experiment=ids[0], run=finished[0].info.run_id)
        return finished[0]

    def children(self) -> list[Run]:
        """The runs nested under `run`, whatever their status, in the order of their start; at most 1000."""
        condition = f"tags.`mlflow.parentRunId` = '{self.run.info.run_id}'"
        return self._runs([self.run.info.experiment_id], condition, 1000)[::-1]

    def _no_run(self, newest: list[Run]) -> Exception:
        if newest and self._run_name and newest[0].info.run_name != self._run_name:
            return NotAttempted(
                f"No run named {self._run_name} in the experiment {self.experiment}; the newest there is {newest[0].info.run_name}.",
                f'Fill the blanks in the cell of this exercise; its run is opened with run_name="{self._run_name}".',
            )
        if newest:
            return Wrong(*_unfinished(newest[0]))
        elsewhere = self._elsewhere()
        if elsewhere:
            return Wrong(
                f"{self.experiment} is empty; the newest run of yours, {elsewhere[0]}, is in the experiment {elsewhere[1]}.",
                f'Say mlflow.set_experiment("{self.experiment}") before you open the run.',
            )
        return NotAttempted(
            f"No run in the experiment {self.experiment}; deleted ones don't count.",
            "Fill the blanks in the notebook's first exercise that opens a run there, and go on.",
        )

    def _elsewhere(self) -> tuple[str, str] | None:
        """The names of the newest run in an experiment that is no notebook's, and of that experiment."""
        others = {
            experiment.experiment_id: experiment.name
            for experiment in self.client.search_experiments()
            if experiment.name not in self._lessons | {EXPERIMENT}
        }
        runs = others and self._runs(list(others), NO_PARENT + self._whose)
        return (runs[0].info.run_name, others[runs[0].info.experiment_id]) if runs else None

    @cached_property
    def models(self) -> list[LoggedModel]:
        """The newest model that `run` logged, or nothing."""
        found = self.client.search_logged_models(
            [self.run.info.experiment_id], f"source_run_id = '{self.run.info.run_id}'", max_results=1,
            order_by=[{"field_name": "creation_timestamp", "ascending": False}],
        )  # fmt: skip
        return list(found)

    @cached_property
    def model(self) -> LoggedModel:
        """The model that `run` logged, the newest of several. Raises NotAttempted where there is none."""
        if not self.models:
            raise NotAttempted(
                f"The run {self.run.info.run_name} has logged no model yet.", "Log one inside the open run, with log_model."
            )
        self.seen["model"] = self.models[0].model_id
        return self.models[0]

    @cached_property
    def model_folder(self) -> Path:
        """The model's files (MLmodel, requirements.txt, ...), downloaded; gone with this evidence."""
        from mlflow.artifacts import download_artifacts

        location, scratch = self.model.artifact_location, tempfile.TemporaryDirectory(prefix="workshop-check-")
        with crash("The logged model can't be downloaded."):
            folder = download_artifacts(
                location, dst_path=self._open.enter_context(scratch), tracking_uri=self.client.tracking_uri
            )
        return Path(folder)

    def predictions(self, hours: pd.DataFrame) -> pd.DataFrame:
        """What the logged model predicts for `hours`: a frame of TARGETS (GW), indexed as `hours` is.

        Raises Crashed when the model can't be loaded or used, Wrong when what it gives isn't two columns an hour.
        """
        import mlflow.pyfunc

        name = self.run.info.run_name
        with crash(f"The model of the run {name} can't predict from {', '.join(FEATURES)}."):
            given = mlflow.pyfunc.load_model(str(self.model_folder)).predict(hours[FEATURES])
        table = pd.DataFrame(given)
        if table.shape != (len(hours), len(TARGETS)):
            raise Wrong(
                f"The model of the run {name} gives a table of shape {table.shape} for {len(hours)} hours.",
                f"It should give {len(TARGETS)} columns, {' and '.join(TARGETS)}: fit it on both at once.",
            )
        return pd.DataFrame(table.to_numpy(), index=hours.index, columns=TARGETS)

    def year(self, year: int) -> pd.DataFrame:
        """The desk's own hours of one calendar year (UTC), whatever the learner's copy of the file holds."""
        return self.hours[self.hours["utc_timestamp"].dt.year == year]

    @cached_property
    def hours(self) -> pd.DataFrame:
        """All hours that the desk has, as its file gives them; times in UTC."""
        return pd.read_csv(self.germany, parse_dates=["utc_timestamp"])

    @contextmanager
    def artifact(self, path: str) -> Iterator[Path]:
        """A run's artifact as a file of its own inside the `with`."""
        with tempfile.TemporaryDirectory(prefix="workshop-check-") as folder:
            yield Path(self.client.download_artifacts(self.run.info.run_id, path, folder))

    def artifacts(self) -> list[str]:
        """The paths of all files that the run logged."""
        files, folders = [], [None]
        while folders:
            for item in self.client.list_artifacts(self.run.info.run_id, folders.pop()):
                (folders if item.is_dir else files).append(item.path)
        return files

    def answer(self):
        """What was handed in for this exercise. Raises NotAttempted where nothing was."""
        given, value = self._progress.answer(self.exercise)
        if not given or value is None:
            raise NotAttempted("Nothing was handed in yet.", f'Hand it in: answer("{self.exercise}", ...).')
        self.seen["answer"] = json.dumps(value)[:200]
        return value

    def refuse_what_was_caught_up(self, what: str) -> None:
        """Raise NotAttempted where all that was seen is what catching up left: on an earlier notebook's run, nothing else
        tells whose a metric or a tag is."""
        if not catching_up() and self._progress.caught(self.exercise).get("seen") == self.seen:
            raise NotAttempted(f"{what} comes from catching up, which gives no points.", "Fill the blanks in the cell of this exercise, and run it.")

    def close(self) -> None:
        """Remove what was downloaded."""
        self._open.close()


def _deleted(experiment: Experiment) -> Wrong:
    return Wrong(
        f"The experiment {experiment.name} was deleted, and its runs with it. They are in MLflow's bin, not lost.",
        "desk.restore() in a cell of your own brings it back.",
    )


def _unfinished(run: Run) -> tuple[str, str]:
    """What to say of a run that hasn't finished well, and what to do about it."""
    name, status = run.info.run_name, run.info.status
    found = f"The newest run, {name}, has the status {status} and doesn't count."
    if status == "RUNNING":
        return found, "Close it with mlflow.end_run(); a run that is opened with `with` closes itself."
    return found, "The cell that logged to it raised an error: mend that cell and run it again, on a fresh run if need be."


@contextmanager
def crash(what: str) -> Iterator[None]:
    """Turn an error of the learner's own work into Crashed, with the error's last line."""
    try:
        yield
    except Outcome:
        raise
    except Exception as error:
        words = str(error).strip().splitlines() or [""]
        raise Crashed(f"{what} {type(error).__name__}: {words[0][:300]}", "Try the same in a cell of your own.") from error
