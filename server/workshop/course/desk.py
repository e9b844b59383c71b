"""A desk: one learner at one notebook, with the services, the data and the progress that go with it."""

from __future__ import annotations

import os
from datetime import date
from functools import cached_property
from pathlib import Path

from mlflow import MlflowClient

from workshop.checks.evidence import Evidence
from workshop.checks.judge import judge, probe
from workshop.checks.outcome import Broken
from workshop.checks.progress import Progress, ensure_experiment
from workshop.checks.verdict import Kind, Verdict
from workshop.course import index
from workshop.energy import series
from workshop.paths import GERMANY
from workshop.services import Space
from workshop.services.processes import environment


class Desk:
    """What a notebook's opening cell hands to the learner.

    `data` is the path of the hours that the desk has (CSV; columns and units in chapter 1's README), `today` the
    desk's date, `experiment` the name of the notebook's experiment.
    """

    def __init__(self, notebook: index.Notebook, space: Space | None = None):
        """Raises Broken where the services don't answer or are somebody else's; so does `refresh`, later."""
        self.notebook, self._space = notebook, space or Space.default()
        self.tracking_uri = os.environ.get("MLFLOW_TRACKING_URI") or _noted(self._space)
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

    @cached_property
    def data(self) -> Path:
        own = self._space.work / GERMANY.parent.name / GERMANY.name
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
        """See to the notebook's experiment."""
        ensure_experiment(self._client, self.experiment, f"Runs of the notebook {self.notebook.id}.")

    def examine(self, exercise: index.Exercise) -> Verdict:
        """Check one exercise now and keep the verdict. A pass that was kept isn't taken away (see `note`)."""
        lessons = frozenset(notebook.experiment for notebook in index.notebooks())
        evidence = Evidence(exercise.id, self.experiment, lessons, self._client, self.progress, self._held)
        verdict = judge(exercise.title, evidence)
        if verdict.kind is not Kind.BROKEN:
            self.progress.keep(verdict)
        return verdict

    def __str__(self) -> str:
        return (
            f"{self.notebook.id} {self.notebook.title}: about {self.notebook.minutes} minutes\n"
            f"  The desk's date: {self.today:%d %B %Y}\n"
            f"  Data: {self.data.name}\n"
            f"  Experiment: {self.experiment}\n"
            f"  Tracking server: {self.tracking_uri}"
        )

    __repr__ = __str__


def _noted(space: Space) -> str:
    """The tracking server's address by the note of the space. Raises Broken when there is none."""
    services = space.running().get("services", {})
    if "tracking" not in services:
        raise Broken("The workshop's services don't run.", "Start them with `workshop up`.")
    return services["tracking"]["address"]
