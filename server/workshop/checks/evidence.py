"""Evidence: what a learner's work left behind, as a check looks at it.

Everything is read through `MlflowClient` and by address, never through MLflow's fluent functions, because their active
run and experiment are the learner's. The number of requests doesn't depend on how many runs there are.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Experiment, LoggedModel, Run
from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID

from workshop.checks.run_contents import RunContents
from workshop.progress import caught_up
from workshop.progress.outcome import NotAttempted, Wrong
from workshop.progress.plain_reader import EXPERIMENT
from workshop.progress.store import Progress
from workshop.services import Workspace

NO_PARENT = f"tags.`{MLFLOW_PARENT_RUN_ID}` IS NULL"
NEWEST = 1000  # runs looked at in one search; MLflow gives them page by page
STRAYS = 50  # the newest runs, which are searched for a misplaced one
FILL = "Fill the blanks in the cell of this exercise, and run it."


@dataclass(frozen=True)
class Stray:
    """A misplaced run: not where the check looks for it. With the name of the experiment that it lies in."""

    run: Run
    experiment: str

    @property
    def name(self) -> str:
        return str(self.run.info.run_name)


def holds_model(run: Run) -> bool:
    """Whether a model was logged in the run."""
    return bool(run.outputs and run.outputs.model_outputs)


class Evidence(RunContents):
    """What one exercise left behind.

    `experiment` is the name of the notebook's experiment, `lessons` the names of all notebooks' experiments, `germany`
    the file of the desk's data, `work` the learner's folder, a git repository, `arrived` the files of the months that
    have come since.
    """

    def __init__(
        self,
        exercise: str,
        experiment: str,
        lessons: frozenset[str],
        client: MlflowClient,
        progress: Progress,
        germany: Path,
        work: Path,
        arrived: Sequence[Path] = (),
    ):
        super().__init__(client)
        self.exercise, self.experiment, self._lessons = exercise, experiment, lessons
        self._progress, self.germany, self.work, self._arrived = progress, germany, work, arrived
        self._run_name, self._other_names, self._any_author = "", frozenset[str](), False
        self._unfinished: list[Run] = []
        self.seen: dict[str, str] = {}

    @property
    def unfinished(self) -> tuple[str, str] | None:
        """What to say, and what to do, about a run that is newer than the one looked at and didn't finish well."""
        return _unfinished(self._unfinished[-1]) if self._unfinished else None

    @property
    def link(self) -> str:
        """The page of the run that was looked at, or an empty string."""
        if "run" not in self.seen:
            return ""
        return f"{self.client.tracking_uri}/#/experiments/{self.seen['experiment']}/runs/{self.seen['run']}"

    def named(self, run_name: str, *others: str) -> Evidence:
        """The same evidence, but `run` is the newest run of that name: for a notebook that makes runs of several names.

        `others` are the other names: their runs aren't looked at, and aren't taken for misplaced ones.
        """
        return self._turned_to(_run_name=run_name, _other_names=frozenset(others))

    def within(self, experiment: str) -> Evidence:
        """The same evidence, but `run` is looked for in another experiment of the same notebook."""
        return self._turned_to(experiment=experiment)

    def earlier(self, experiment: str) -> Evidence:
        """The same evidence, but `run` is looked for in an earlier notebook's experiment. There a run of catching up
        counts like the learner's own."""
        return self._turned_to(experiment=experiment, _any_author=True)

    def of(self, run: Run, model: LoggedModel | None = None) -> Evidence:
        """The same evidence, but `run` is this run, and model, predictions and artifacts are those of this run. With
        `model` it is this one of the run's models."""
        return self._turned_to(run=run, **({"model": model} if model else {}))

    def _turned_to(self, **attributes: object) -> Evidence:
        """Copies the evidence without what is cached of its run; `seen` and the downloads are shared."""
        other = copy.copy(self)
        for name in ("run", "models", "model", "model_folder"):
            other.__dict__.pop(name, None)
        other.__dict__.update(attributes)
        return other

    @property
    def workspace(self) -> Workspace:
        """The workspace of the work that is checked."""
        return self._progress.workspace

    @property
    def catching_up(self) -> bool:
        """Whether the solution is executed for the learner: then only the runs of catching up count."""
        return bool(self.workspace.catching_up)

    @property
    def _whose(self) -> str:
        """The condition on who made a run: the learner, or catching up on this notebook."""
        if self._any_author:
            return ""
        if self.catching_up:
            return f" and tags.`{caught_up.TAG}` = '{self.exercise.rpartition('.')[0]}'"
        return f" and tags.`{caught_up.TAG}` IS NULL"

    def _runs(self, experiment_ids: list[str], condition: str, limit: int = 1) -> list[Run]:
        if not experiment_ids:
            return []
        return list(self.client.search_runs(experiment_ids, condition, max_results=limit, order_by=["start_time DESC"]))

    @cached_property
    def run(self) -> Run:
        """The latest finished run without a parent in the notebook's experiment, not made by catching up.

        `unfinished` names a newer run that didn't finish. Raises NotAttempted where there is no run, Wrong where there
        is one that doesn't count.
        """
        ids = self.experiment_ids(self.experiment)
        own = NO_PARENT + self._whose
        wanted = own + (f" and attributes.run_name = '{self._run_name}'" if self._run_name else "")
        finished = self._runs(ids, f"{wanted} and attributes.status = 'FINISHED'")
        newest = self._runs(ids, wanted)
        if not finished:
            raise self._no_run(newest or self._runs(ids, own))
        if newest[0].info.run_id != finished[0].info.run_id:
            self._unfinished.append(newest[0])
        self.seen.update(experiment=ids[0], run=finished[0].info.run_id)
        return finished[0]

    def experiment_ids(self, *names: str) -> list[str]:
        """The ids of the experiments of these names. Raises NotAttempted for one that nobody has begun yet, Wrong for
        one that was deleted."""
        ids = []
        for name in names:
            found = self.client.get_experiment_by_name(name)
            if found is None:
                raise NotAttempted(
                    f"There is no experiment {name} yet.",
                    f"Open the notebook that it belongs to, {name.partition('-')[0]}, and run its cells.",
                )
            if found.lifecycle_stage != "active":
                raise _deleted(found)
            ids.append(found.experiment_id)
        return ids

    def runs(self, experiments: Sequence[str], condition: str = "", limit: int = NEWEST) -> list[Run]:
        """The newest runs of these experiments that fit the condition, whoever made them, newest first. Raises as
        `experiment_ids` does."""
        return self._runs(self.experiment_ids(*experiments), condition, limit)

    def own_runs(self, experiments: Sequence[str], condition: str = "", limit: int = NEWEST) -> list[Run]:
        """Those of `runs` that the learner has made; where the solution is executed for the learner, those of catching
        up on this notebook."""
        return self.runs(experiments, NO_PARENT + self._whose + (f" and {condition}" if condition else ""), limit)

    def children(self) -> list[Run]:
        """The runs nested under `run`, whatever their status, in the order of their start; at most 1000."""
        condition = f"tags.`{MLFLOW_PARENT_RUN_ID}` = '{self.run.info.run_id}'"
        return self._runs([self.run.info.experiment_id], condition, NEWEST)[::-1]

    def _no_run(self, newest: list[Run]) -> Exception:
        """What to raise where the run looked for isn't there; `newest` has the newest other run, or is empty."""
        named = f" named {self._run_name}" if self._run_name else ""
        if newest and (not named or newest[0].info.run_name == self._run_name):
            return Wrong(*_unfinished(newest[0]))
        landed = self.stray()
        if landed and newest:
            return Wrong(
                f"No run{named} in the experiment {self.experiment}; a newer run of yours, {landed.name}, is in the "
                f"experiment {landed.experiment}.",
                f'Call mlflow.set_experiment("{self.experiment}") before you open the run.',
            )
        if landed:
            return Wrong(
                f"{self.experiment} is empty; your newest run, {landed.name}, is in the experiment "
                f"{landed.experiment}.",
                f'Call mlflow.set_experiment("{self.experiment}") before you open the run.',
            )
        if newest and newest[0].info.run_name not in self._other_names | {self._run_name} and self._other_names:
            return Wrong(
                f"No run{named} in the experiment {self.experiment}; the newest there is {newest[0].info.run_name}.",
                f'The run of this exercise is found by its name: open it with run_name="{self._run_name}".',
            )
        if newest:
            return NotAttempted(
                f"No run{named} in the experiment {self.experiment}; the newest there is {newest[0].info.run_name}.",
                f'Fill the blanks in the cell of this exercise; its run is opened with run_name="{self._run_name}".',
            )
        return NotAttempted(
            f"No run in the experiment {self.experiment}; deleted ones don't count.",
            "Fill the blanks of the first cell in the notebook that opens a run, and go on from there; it may be the "
            "cell of this exercise.",
        )

    def stray(self, has: Callable[[Run], bool] = lambda run: True) -> Stray | None:
        """The newest run that was made for this notebook, is misplaced, and `has` something.

        A misplaced run is newer than the notebook's experiment and than the run looked at, and has no parent. It lies
        in an experiment of no notebook, or a tag says that it was started from this notebook (see
        progress/caught_up.py), or it has the name looked for.
        """
        begun = self.client.get_experiment_by_name(self.experiment)
        if begun is None:
            return None
        looked_at = self.__dict__.get("run")
        since = max(begun.creation_time or 0, looked_at.info.start_time if looked_at else 0)
        names = {each.experiment_id: each.name for each in self.client.search_experiments() if each.name != EXPERIMENT}
        newer = self._runs(list(names), f"{NO_PARENT}{self._whose} and attributes.start_time >= {since}", STRAYS)
        for run in newer:
            place = names[run.info.experiment_id]
            if looked_at and run.info.run_id == looked_at.info.run_id:
                continue
            if self._left_for_us(run, place) and has(run):
                return Stray(run, place)
        return None

    def _left_for_us(self, run: Run, place: str) -> bool:
        notebook = self.exercise.rpartition(".")[0]
        where = run.data.tags.get(caught_up.NOTEBOOK_TAG)
        if where and where != notebook:
            return False
        if place.startswith(
            f"{notebook}-"
        ):  # the notebook's own experiments: there, a run is misplaced only if another run is looked at
            return "run" in self.__dict__ and run.info.run_name not in self._other_names
        return bool(where) or place not in self._lessons or run.info.run_name == self._run_name

    def nothing(self, what: str, has: Callable[[Run], bool], remedy: str = "") -> NotAttempted | Wrong:
        """What to raise where the run looked at has no `what`: NotAttempted; or Wrong, if a newer run `has` it."""
        name, landed = self.run.info.run_name, self.stray(has)
        if landed:
            return Wrong(
                f"The run {name} has no {what}; {landed.name}, a newer run in the experiment {landed.experiment}, has.",
                remedy or self.reopened(landed),
            )
        return NotAttempted(f"The run {name} has no {what} yet.", FILL)

    def reopened(self, landed: Stray) -> str:
        """What to do about work that belongs to the run looked at, but was logged to another run."""
        first = (
            f"Close {landed.name} with mlflow.end_run(), and"
            if landed.run.info.status == "RUNNING"
            else "One run holds all:"
        )
        return (
            f"{first} open {self.run.info.run_name} again and log there: "
            f'mlflow.start_run(run_id="{self.run.info.run_id}").'
        )

    @cached_property
    def model(self) -> LoggedModel:
        """The newest model that `run` logged. Raises NotAttempted where there is none, Wrong where a newer run has
        one."""
        if not self.models:
            raise self.nothing("logged model", holds_model)
        self.seen["model"] = self.models[0].model_id
        return self.models[0]

    def year(self, year: int) -> pd.DataFrame:
        """The desk's own hours of one calendar year (UTC), whatever the learner's copy of the file holds."""
        hours: pd.DataFrame = self.hours[self.hours["utc_timestamp"].dt.year == year]
        return hours

    @cached_property
    def arrived(self) -> pd.DataFrame:
        """The hours of the months that have arrived since, the oldest first; times in UTC."""
        months = [pd.read_csv(path, parse_dates=["utc_timestamp"]) for path in self._arrived]
        return pd.concat(months, ignore_index=True)

    @cached_property
    def hours(self) -> pd.DataFrame:
        """All hours that the desk has, as its file gives them; times in UTC."""
        hours: pd.DataFrame = pd.read_csv(self.germany, parse_dates=["utc_timestamp"])
        return hours

    def answer(self) -> object:
        """What was handed in for this exercise. Raises NotAttempted where nothing was."""
        given, value = self._progress.answer(self.exercise)
        if not given or value is None:
            raise NotAttempted("Nothing was handed in yet.", f'Hand it in: answer("{self.exercise}", ...).')
        self.seen["answer"] = json.dumps(value)[:200]
        return value

    def refuse_what_was_caught_up(self, what: str) -> None:
        """Raise NotAttempted where the check has seen just what catching up left. On an earlier notebook's run nothing
        else shows who has set a metric or a tag."""
        if not self.catching_up and self._progress.caught(self.exercise).get("seen") == self.seen:
            raise NotAttempted(
                f"{what} comes from catching up, which gives no points.",
                "Fill the blanks in the cell of this exercise, and run it.",
            )


def _deleted(experiment: Experiment) -> Wrong:
    return Wrong(
        f"The experiment {experiment.name} was deleted, and its runs with it. They are in MLflow's bin, not lost.",
        "desk.restore() in a cell of your own brings it back.",
    )


def _unfinished(run: Run) -> tuple[str, str]:
    """What to say, and what to do, about a run that hasn't finished well."""
    name, status = run.info.run_name, run.info.status
    found = f"The newest run, {name}, has the status {status} and doesn't count."
    if status == "RUNNING":
        return found, "Close it with mlflow.end_run(); a run that is opened with `with` closes itself."
    return (
        found,
        "The cell that logged to it raised an error: mend that cell and run it again, if necessary on a fresh run.",
    )
