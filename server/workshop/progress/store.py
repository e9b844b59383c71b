"""Progress: what a learner has passed, answered and asked for, kept as tags of the experiment `_progress`.

`pass/2.1.3` is written once and never deleted; `last/2.1.3` is the newest verdict; `answer/2.1.5` is what was handed in
with `answer`; `hints/2.1.3` is how many hints were shown; `revealed/2.1.3` is when the solution was shown. A kernel
that catches up writes and reads the same names with `caught/` before them.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from mlflow import MlflowClient
from mlflow.entities import Experiment
from mlflow.exceptions import MlflowException

from workshop.progress.plain_reader import CAUGHT, EXPERIMENT, IDENTITY, record, refuse_strangers
from workshop.progress.verdict import Verdict
from workshop.services import Workspace

MOST = 5000  # characters of a tag that MLflow keeps on an experiment
KIND = {"mlflow.experimentKind": "custom_model_development"}  # MLflow's pages then show runs first, not traces


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def ensure_experiment(client: MlflowClient, name: str, description: str, restore: bool = True) -> Experiment:
    """The experiment `name`, which is made if there is none. A deleted one is restored, or left as it is."""
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        try:
            tags = KIND | {"mlflow.note.content": description}
            return client.get_experiment(client.create_experiment(name, tags=tags))
        except MlflowException:  # another process made it in between
            experiment = client.get_experiment_by_name(name)
            if experiment is None:  # no, it can't be made
                raise
    if restore and experiment.lifecycle_stage != "active":
        client.restore_experiment(experiment.experiment_id)
    return experiment


class Progress:
    """One learner's progress, as the tracking server of the `workspace` has it."""

    def __init__(self, workspace: Workspace):
        self.workspace, self._client, self._identity = workspace, workspace.client(), workspace.space.identity()
        self._mine = CAUGHT if workspace.catching_up else ""
        description = "The workshop keeps your progress here. Not for runs."
        with workspace.entered():
            self._id = ensure_experiment(self._client, EXPERIMENT, description).experiment_id
        self.refresh()

    def refresh(self) -> None:
        """Read again what other processes may have written."""
        with self.workspace.entered():
            self._tags = dict(self._client.get_experiment(self._id).tags)

    def claim(self) -> None:
        """Make sure that the server belongs to this space. Raises Broken where it belongs to another one."""
        refuse_strangers(self._tags, self._identity)
        if IDENTITY in self._tags:
            return
        try:
            self._set(IDENTITY, self._identity)
        except MlflowException:  # two notebooks begin at once, and the server inserts a tag once
            self.refresh()
            if IDENTITY not in self._tags:
                raise
            refuse_strangers(self._tags, self._identity)

    @property
    def tags(self) -> dict[str, str]:
        """All tags by key, as they were last read."""
        return dict(self._tags)

    def _set(self, key: str, value: str) -> None:
        with self.workspace.entered():
            self._client.set_experiment_tag(self._id, key, value)
        self._tags[key] = value

    def _record(self, key: str) -> dict[str, Any]:
        return record(self._tags.get(key, ""))

    def keep(self, verdict: Verdict) -> None:
        """Keep a verdict, with the ids of what the check saw; the first pass is kept forever."""
        kept = {"verdict": verdict.kind, "share": round(verdict.share, 4), "at": now(), "seen": verdict.seen}
        self._set(f"{self._mine}last/{verdict.exercise}", json.dumps(kept))
        if verdict.passed and not self.passed(verdict.exercise):
            self._set(f"{self._mine}pass/{verdict.exercise}", json.dumps(kept))

    def passed(self, exercise: str) -> dict[str, Any]:
        """The kept pass of an exercise ({"at": ..., "seen": {...}, ...}), or {}."""
        return self._record(f"{self._mine}pass/{exercise}")

    def met(self, exercise: str) -> bool:
        """Whether an exercise is passed or caught up on: later notebooks need no more. Only a pass gives points."""
        return f"pass/{exercise}" in self._tags or f"{CAUGHT}pass/{exercise}" in self._tags

    def last(self, exercise: str) -> dict[str, Any]:
        return self._record(f"{self._mine}last/{exercise}")

    def caught(self, exercise: str) -> dict[str, Any]:
        """The newest verdict that catching up kept ({"seen": {...}, ...}), or {}."""
        return self._record(f"{CAUGHT}last/{exercise}")

    def answer(self, exercise: str) -> tuple[bool, Any]:
        """(True, value) of what was handed in, or (False, None)."""
        kept = self._record(f"{self._mine}answer/{exercise}")
        return ("value" in kept, kept.get("value"))

    def hand_in(self, exercise: str, value: object) -> None:
        """Store an answer. Raises TypeError for a value that JSON can't hold, ValueError for one that is too long."""
        kept = json.dumps({"value": value, "at": now()})
        if len(kept) > MOST:
            raise ValueError(f"the answer takes {len(kept)} characters, and at most {MOST} can be kept")
        self._set(f"{self._mine}answer/{exercise}", kept)

    def hints(self, exercise: str) -> int:
        shown = self._tags.get(f"hints/{exercise}", "")
        return int(shown) if shown.isdecimal() else 0

    def show_hint(self, exercise: str) -> int:
        """Count one more hint; returns how many were shown."""
        self._set(f"hints/{exercise}", str(self.hints(exercise) + 1))
        return self.hints(exercise)

    def reveal(self, exercise: str) -> None:
        self._set(f"revealed/{exercise}", self._tags.get(f"revealed/{exercise}", now()))

    def revealed(self, exercise: str) -> bool:
        return f"revealed/{exercise}" in self._tags
