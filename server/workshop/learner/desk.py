"""A desk: one learner at one notebook, with the services, the data and the progress that go with it."""

from __future__ import annotations

import os
from datetime import date
from functools import cached_property
from pathlib import Path

from mlflow import MlflowClient
from mlflow.entities import Experiment

from workshop.checks import check_of
from workshop.checks.evidence import Evidence
from workshop.checks.runner import judge
from workshop.course import index
from workshop.energy import series
from workshop.paths import GERMANY
from workshop.progress import plain_reader
from workshop.progress.plain_reader import probe
from workshop.progress.store import Progress, ensure_experiment
from workshop.progress.verdict import Kind, Verdict
from workshop.services import Space
from workshop.services.processes import environment


class Desk:
    """What a notebook's opening cell hands to the learner.

    `data` is the path of the hours that the desk has (CSV; columns and units in chapter 1's README), `today` the
    desk's date, `experiment` the name of the notebook's experiment, `work` the learner's folder.
    """

    def __init__(self, course: index.Course, notebook: index.Notebook, space: Space | None = None):
        """Raises Broken where the services don't answer or are another workshop's; so does `refresh`, later."""
        self._course, self.notebook, self._space = course, notebook, space or Space.default()
        self.tracking_uri = plain_reader.tracking_uri(self._space)
        # For a process that the workshop's own JupyterLab didn't start: a terminal, another editor.
        for name, value in environment(self._space, self.tracking_uri).items():
            os.environ.setdefault(name, value)
        probe(self.tracking_uri)
        self._client = MlflowClient(self.tracking_uri)
        self.progress = Progress(self._client, self._space.identity())
        self.progress.claim()

    @property
    def experiment(self) -> str:
        return self.notebook.experiment

    @property
    def today(self) -> date:
        return self.notebook.today

    @property
    def work(self) -> Path:
        """The learner's folder, a git repository of their own."""
        return self._space.work

    @cached_property
    def data(self) -> Path:
        own = self.work / GERMANY.parent.name / GERMANY.name
        return own if own.exists() and series.is_shipped() else self._held

    @cached_property
    def _held(self) -> Path:
        """The data that checks compute from: the course's own file, or one cut from the series that is set instead."""
        if series.is_shipped():
            return GERMANY
        cut = self._space.state / GERMANY.name
        series.write_germany(cut)
        return cut

    def refresh(self) -> None:
        """Look again at services and progress, which other processes change too."""
        probe(self.tracking_uri)
        self.progress.refresh()

    def open(self) -> None:
        """See to the notebook's experiments. One that was deleted stays so until it is restored: that may have been meant."""
        self._ensured(restore=False)

    def restore(self) -> None:
        """Take the notebook's experiments back from MLflow's bin, with their runs."""
        for experiment in self._ensured(restore=True):
            runs = self._client.search_runs([experiment.experiment_id])
            print(f"{experiment.name} is there again, with what it held: {len(runs)} run{'' if len(runs) == 1 else 's'}.")

    def _ensured(self, restore: bool) -> list[Experiment]:
        note = f"Runs of the notebook {self.notebook.id}."
        return [ensure_experiment(self._client, name, note, restore) for name in self.notebook.experiments]

    def examine(self, exercise: index.Exercise) -> Verdict:
        """Check one exercise now and keep the verdict. A pass that was kept isn't taken away (see `note`)."""
        evidence = Evidence(exercise.id, self.experiment, self._course.experiments, self._client, self.progress, self._held, self.work)
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
            f"  Data: {self.data.name}\n"
            f"  Experiment{'s' * (len(experiments) > 1)}: {'; '.join(experiments)}\n"
            f"  Tracking server: {self.tracking_uri}"
        )

    __repr__ = __str__
