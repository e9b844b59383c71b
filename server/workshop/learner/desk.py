"""A desk: one learner at one notebook, with the services, the data and the progress that go with it."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from functools import cached_property
from pathlib import Path

from mlflow.entities import Experiment

from workshop.checks import check_of
from workshop.checks.evidence import Evidence
from workshop.checks.runner import judge
from workshop.course.index import Course, Exercise, Notebook
from workshop.energy import arrivals, series
from workshop.energy.files import replacing
from workshop.paths import GERMANY
from workshop.progress import caught_up, plain_reader
from workshop.progress.store import Progress, ensure_experiment
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Workspace


class Desk:
    """What a notebook's opening cell hands to the learner.

    `data` is the path of the hours that the desk has (CSV; columns and units in chapter 1's README), `today` the
    desk's date, `arrived` the months that came after those hours and before `today` (a CSV each, with the same
    columns), `experiment` the name of the notebook's experiment, `work` the learner's folder.
    """

    def __init__(self, course: Course, notebook: Notebook, workspace: Workspace):
        """Raises Broken where the services don't answer or are another workshop's; so does `refresh`, later."""
        self._course, self.notebook, self._workspace = course, notebook, workspace
        plain_reader.refuse_none(workspace)
        plain_reader.probe(self._workspace)
        self._client, self.progress = workspace.client(), Progress(workspace)
        self.progress.claim()

    @property
    def tracking_uri(self) -> str:
        return self._workspace.tracking_uri

    @property
    def experiment(self) -> str:
        return self.notebook.experiment

    @property
    def today(self) -> date:
        return self.notebook.today

    @property
    def work(self) -> Path:
        """The learner's folder, a git repository of their own."""
        return self._workspace.space.work

    @property
    def packages(self) -> Path:
        """The folder for packages of the learner's own: Python finds them there, beside those of the course."""
        return self.work / "packages"

    @property
    def arrived(self) -> list[Path]:
        """The files of the months that have arrived, the oldest first; none of them is of a month after `today`."""
        own = self.work / arrivals.FOLDER
        names = [path.name for path in self._held_arrivals()]
        folder = self._arrivals if self._workspace.data or not all((own / name).exists() for name in names) else own
        return [folder / name for name in names]

    @cached_property
    def data(self) -> Path:
        own = self.work / GERMANY.parent.name / GERMANY.name
        return own if own.exists() and self._workspace.data is None else self._held

    @cached_property
    def _held(self) -> Path:
        """The data that checks compute with: the course's own file, or one cut from the series that was set instead."""
        if self._workspace.data is None:
            return GERMANY
        cut = self._workspace.space.state / GERMANY.name
        series.write_germany(cut, self._workspace.data)
        return cut

    @cached_property
    def _arrivals(self) -> Path:
        """The folder of the months that checks compute with: one for each series, as that changes with the course."""
        source = self._workspace.data or GERMANY
        found = source.stat()
        version = hashlib.sha256(f"{source.resolve()} {found.st_size} {found.st_mtime_ns}".encode()).hexdigest()[:8]
        return self._workspace.space.state / f"{arrivals.FOLDER}-{version}"

    def _held_arrivals(self) -> list[Path]:
        """The months that have arrived by `today`, as checks read them; those that are missing are made."""
        months = arrivals.before(self.today)
        if months:
            arrivals.arrive(months[-1], self._arrivals, self._workspace.data)
        return [self._arrivals / f"{month}.csv" for month in months]

    def refresh(self) -> None:
        """Look again at services and progress, which other processes change too."""
        plain_reader.probe(self._workspace)
        self.progress.refresh()

    def open(self) -> None:
        """Make the notebook's experiments that don't exist, and bring the months that have arrived into the learner's
        folder. A deleted experiment stays deleted until `restore`: the learner may have meant it."""
        self._ensured(restore=False)
        for held in self._held_arrivals():
            own = self.work / arrivals.FOLDER / held.name
            if not own.exists():
                own.parent.mkdir(parents=True, exist_ok=True)
                with replacing(own) as beside:
                    shutil.copy(held, beside)

    def restore(self) -> None:
        """Take the notebook's experiments back from MLflow's bin, with their runs."""
        for experiment in self._ensured(restore=True):
            with self._workspace.entered():
                runs = self._client.search_runs([experiment.experiment_id])
            print(f"{experiment.name} is there again, with its {len(runs)} run{'' if len(runs) == 1 else 's'}.")

    def _ensured(self, restore: bool) -> list[Experiment]:
        description = f"Runs of the notebook {self.notebook.id}."
        with self._workspace.entered():
            return [ensure_experiment(self._client, name, description, restore) for name in self.notebook.experiments]

    def examine(self, exercise: Exercise) -> Verdict:
        """Check one exercise now and keep the verdict. A pass that was kept isn't taken away (see `note`)."""
        evidence = Evidence(
            exercise.id, self.experiment, self._course.experiments, self._client, self.progress, self._held, self.work,
            self._held_arrivals(),
        )  # fmt: skip
        with self._workspace.entered():
            if self._workspace.catching_up:
                caught_up.claim(self._client, self.notebook.experiments, self.notebook.id, self.work)
            verdict = judge(check_of.find(self.notebook, exercise.id), exercise.title, evidence)
        if verdict.kind is not Kind.BROKEN:
            self.progress.keep(verdict)
        return verdict

    def __str__(self) -> str:
        deleted = {"deleted": ", which was deleted: desk.restore() brings it back"}
        experiments = [e.name + deleted.get(e.lifecycle_stage, "") for e in self._ensured(restore=False)]
        return (
            f"{self.notebook.id} {self.notebook.title}: about {self.notebook.minutes} minutes\n"
            f"  The desk's date: {self.today:%d %B %Y}\n"
            f"  Data: {', '.join(path.name for path in (self.data, *self.arrived))}\n"
            f"  Experiment{'s' * (len(experiments) > 1)}: {'; '.join(experiments)}\n"
            f"  Tracking server: {self.tracking_uri}"
        )

    __repr__ = __str__
