"""Progress: what a learner has passed, answered and asked for, kept as tags of the experiment `_progress`.

`pass/2.1.3` is written once and never taken away; `last/2.1.3` is the newest verdict; `answer/2.1.5` what was handed
in by `answer`; `hints/2.1.3` how many were shown; `revealed/2.1.3` when the solution was.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from workshop.checks.outcome import Broken
from workshop.checks.verdict import Verdict

EXPERIMENT = "_progress"
KIND = {"mlflow.experimentKind": "custom_model_development"}  # MLflow's pages then show runs first, not traces


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def ensure_experiment(client: MlflowClient, name: str, note: str) -> str:
    """The id of experiment `name`: found, or made, or taken back from the bin."""
    experiment = client.get_experiment_by_name(name)
    if experiment is None:
        try:
            return client.create_experiment(name, tags=KIND | {"mlflow.note.content": note})
        except MlflowException:  # another process made it in between
            experiment = client.get_experiment_by_name(name)
    if experiment.lifecycle_stage != "active":
        client.restore_experiment(experiment.experiment_id)
    return experiment.experiment_id


class Progress:
    """One learner's progress. `identity` is the space's own word (see Space.identity)."""

    def __init__(self, client: MlflowClient, identity: str):
        self._client, self._identity = client, identity
        self._id = ensure_experiment(client, EXPERIMENT, "The workshop's notes on what you have passed. Not for runs.")
        self.refresh()

    def refresh(self) -> None:
        """Read again what other processes may have written."""
        self._tags = dict(self._client.get_experiment(self._id).tags)

    def claim(self) -> None:
        """Make sure that the server is this space's own. Raises Broken where it is another's."""
        if "identity" not in self._tags:
            self._set("identity", self._identity)
        elif self._tags["identity"] != self._identity:
            raise Broken(
                "The tracking server that answers belongs to somebody else: its records don't carry this space's mark.",
                "See with `workshop doctor` which services run, and start yours with `workshop up`.",
            )

    def _set(self, key: str, value: str) -> None:
        self._client.set_experiment_tag(self._id, key, value)
        self._tags[key] = value

    def _note(self, key: str) -> dict:
        return json.loads(self._tags.get(key, "{}"))

    def keep(self, verdict: Verdict) -> None:
        """Remember a verdict; a first pass for good, with the ids of what it saw."""
        note = {"verdict": verdict.kind, "share": round(verdict.share, 4), "at": now(), "seen": verdict.seen}
        self._set(f"last/{verdict.exercise}", json.dumps(note))
        if verdict.passed and not self.passed(verdict.exercise):
            self._set(f"pass/{verdict.exercise}", json.dumps(note))

    def passed(self, exercise: str) -> dict:
        """The kept pass of an exercise ({"at": ..., "seen": {...}, ...}), or {}."""
        return self._note(f"pass/{exercise}")

    def last(self, exercise: str) -> dict:
        return self._note(f"last/{exercise}")

    def answer(self, exercise: str):
        """(True, value) of what was handed in, or (False, None)."""
        note = self._note(f"answer/{exercise}")
        return ("value" in note, note.get("value"))

    def hand_in(self, exercise: str, value) -> None:
        """Store an answer. Raises TypeError for a value that JSON has no form for."""
        self._set(f"answer/{exercise}", json.dumps({"value": value, "at": now()}))

    def hints(self, exercise: str) -> int:
        return int(self._tags.get(f"hints/{exercise}", 0))

    def show_hint(self, exercise: str) -> int:
        """Count one hint more; returns how many were shown."""
        self._set(f"hints/{exercise}", str(self.hints(exercise) + 1))
        return self.hints(exercise)

    def reveal(self, exercise: str) -> None:
        self._set(f"revealed/{exercise}", self._tags.get(f"revealed/{exercise}", now()))

    def revealed(self, exercise: str) -> bool:
        return f"revealed/{exercise}" in self._tags
