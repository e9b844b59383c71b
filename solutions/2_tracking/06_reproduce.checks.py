"""Notebook 2.6: a run that is rebuilt from the record of what it was made from, and a run that can't be rebuilt."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
from mlflow.data.pandas_dataset import from_pandas
from mlflow.entities import Run
from mlflow.exceptions import MlflowException
from mlflow.utils.mlflow_tags import MLFLOW_PARENT_RUN_ID

from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence
from workshop.checks.expect import earned, shown
from workshop.checks.forecast import ALL
from workshop.progress import caught_up
from workshop.progress.outcome import NotAttempted, Wrong

from . import records

SECONDS = "seconds"
NAMES = ("committed", "committed, rebuilt", "edited", "edited, rebuilt")
REPEATS = "rebuilt_from"  # the tag of a rebuilt run: the id of the run that it repeats
SECRETS = {  # the names and values that the lesson's edit puts into the script
    "token": ("WEATHER_TOKEN", "not-a-real-one-4711"),
    "password": ("db_password", "nor-is-this-0815"),
}
REBUILD_AGAIN = "Mend rebuild and run its cell again: a fresh run counts."


@exercise("2.6.1", "a choice: a, b or c")
def hash_after_an_edit(evidence: Evidence) -> str:
    return choice(
        evidence,
        "a",
        "the hash is that of the last commit, whatever stands in the files",
        {
            "b": "What must happen before there is a new commit: is saving a file enough?",
            "c": "Git says that a file was changed if somebody asks. Does anybody ask, if only HEAD is written down?",
        },
    )


@exercise("2.6.2", "the SHA-256 of the desk's data, over every byte, as text")
def every_byte(evidence: Evidence) -> str:
    answer, known = evidence.answer(), records.files(evidence)
    given = answer.strip().lower() if isinstance(answer, str) else ""
    if given in [records.sha256(path) for path in known]:
        return "a change of one byte, anywhere in the file, gives another hash"
    slips = {slip: words for path in known for slip, words in _likely_hashes(path, path.stat().st_mtime_ns).items()}
    found = f"That is {slips[given]}." if given in slips else f"{shown(answer)} isn't the hash of the desk's data."
    raise Wrong(
        found, "Hand in what hashlib.sha256 gives for all the bytes of the original, as hexdigest(): 64 digits."
    )


@lru_cache(maxsize=4)
def _likely_hashes(path: Path, changed_at: int) -> dict[str, str]:
    """The hashes that the commonest mistakes give, with words for each; computed once while the file is the same."""
    content = path.read_bytes()
    changed = content.rstrip()[:-1] + b"9\n"
    slips = {
        hashlib.md5(
            content, usedforsecurity=False
        ).hexdigest(): "the MD5; anybody can make two different files with the same MD5",
        hashlib.sha256(changed).hexdigest(): "the hash of the changed data",
        hashlib.sha256(str(path).encode()).hexdigest(): "the hash of the file's name, not of its content",
    }
    with suppress(Exception):  # the learner may have changed the copy, so that pandas can't read it
        slips[from_pandas(pd.read_csv(path)).digest] = "MLflow's digest, which looks at the first rows only"
    return slips


@exercise("2.6.3", "a run named committed: a complete record of a clean folder, and the scores that its commit gives")
def recorded(evidence: Evidence) -> str:
    evidence = _named(evidence, "committed")
    record = records.complete(evidence)
    if records.text(evidence, "changes.txt").strip():
        raise Wrong(
            "The record says dirty: the folder had changes that no commit holds, so the run can't be rebuilt.",
            "Run the notebook from the top: a cell there commits the changes. `git status` in a terminal lists them.",
            share=0.5,
        )
    with earned(0.5):
        _trained_as_recorded(evidence, record)
        name = records.agrees(evidence.run, records.trained(evidence, record))
        if name:
            raise Wrong(
                f"{name} of the run committed isn't what the script of the recorded commit gives with the recorded "
                "parameters.",
                "Log what the fresh process printed, all four scores unrounded; run the cell again for a fresh run.",
            )
        _logged_as_recorded(evidence, record)
    return "the run names its commit, data, versions, parameters and threads, and its scores come from there"


def _logged_as_recorded(evidence: Evidence, record: dict[str, Any]) -> None:
    """Raises Wrong where the run's own parameters, tags and metrics aren't those of its record and result."""
    _refuse(evidence, records.logged_otherwise(evidence.run, record, records.read(evidence, records.RESULT)))


def _logged_as_printed(evidence: Evidence) -> None:
    """The same of a run that repeats another: it has a result, and no record of its own."""
    _refuse(evidence, records.printed_otherwise(evidence.run, records.read(evidence, records.RESULT)))


def _refuse(evidence: Evidence, mismatch: records.Mismatch | None) -> None:
    if mismatch:
        found, try_next = mismatch
        raise Wrong(f"{found} (The run {evidence.run.info.run_name}.)", f"{try_next} A fresh run counts.")


def _named(evidence: Evidence, name: str) -> Evidence:
    """The evidence with the newest run of that name. A rebuilt run may have any name: it doesn't count as misplaced."""
    rebuilt = [run.info.run_name for run in evidence.runs([evidence.experiment]) if REPEATS in run.data.tags]
    return evidence.named(name, *NAMES, *rebuilt)


def _trained_as_recorded(evidence: Evidence, record: dict[str, Any]) -> None:
    """Raises Wrong where the run's own result.json differs from the record of the run."""
    if records.RESULT not in evidence.artifacts():
        return
    mismatch = records.agrees_with(record, records.read(evidence, records.RESULT))
    if mismatch:
        found, try_next = mismatch
        again = f"{try_next} Then run the cell again: a fresh run counts."
        raise Wrong(f"{found} (The run {evidence.run.info.run_name}.)", again)


@exercise(
    "2.6.4",
    "a run that repeats committed: trained in a clean checkout of its commit, with scores equal to the last digit",
)
def rebuilt(evidence: Evidence) -> str:
    evidence = _repeating(evidence, "committed")
    original = _original(evidence, "committed")
    record = records.complete(evidence.of(original))
    _trained_elsewhere(evidence, record, original)
    with earned(0.5):
        name = records.agrees(evidence.run, records.trained(evidence, record))
        if name:
            raise Wrong(f"{name} is not what the recorded commit gives when it is trained again.", REBUILD_AGAIN)
        _logged_as_printed(evidence)
    return "the record alone was enough: all four scores are equal to the last digit"


def _repeating(evidence: Evidence, name: str) -> Evidence:
    """The evidence with the newest finished run that repeats the run `name`, by its tag or by its own name.

    Raises NotAttempted where there is no such run, Wrong where there is one that doesn't count.
    """
    original = _named(evidence, name).run
    by_name = _named(evidence, f"{name}, rebuilt")
    every = {run.info.run_id: run for run in evidence.runs([evidence.experiment])}
    for run in every.values():
        if run.info.run_name == f"{name}, rebuilt" and _counts(run, original):
            return by_name
        repeated = every.get(run.data.tags.get(REPEATS, ""))
        if repeated and repeated.info.run_name == name and run.info.run_name not in NAMES and _counts(run, original):
            evidence.seen.update(run=run.info.run_id)
            return by_name.of(run)
    return by_name  # reading its `run` raises the message about what there is instead


def _counts(run: Run, original: Run) -> bool:
    """Whether a run is one that a check looks at: finished, without a parent, and made by whoever made the original."""
    tags, author = run.data.tags, original.data.tags.get(caught_up.TAG)
    return run.info.status == "FINISHED" and MLFLOW_PARENT_RUN_ID not in tags and tags.get(caught_up.TAG) == author


def _original(evidence: Evidence, name: str) -> Run:
    """The run that the evidence's run says it repeats. Raises Wrong unless there is one and it has that name."""
    id = evidence.run.data.tags.get(REPEATS, "")
    try:
        original = evidence.client.get_run(id) if id else None
    except MlflowException:
        original = None
    if original is None or original.info.run_name != name:
        what = f"names the run {original.info.run_name[:80]}" if original else f"is {shown(id)}, which is no run's id"
        raise Wrong(
            f"The tag {REPEATS} of the run {evidence.run.info.run_name} {what}.",
            f"Its value should be the id of the run that is repeated, {name}: the id that rebuild got. {REBUILD_AGAIN}",
        )
    return original


def _trained_elsewhere(evidence: Evidence, record: dict[str, Any], original: Run) -> None:
    """Raises Wrong unless a fresh process trained outside the learner's folder, as recorded, and gave the scores."""
    result = records.read(evidence, records.RESULT)
    own = [str((work / records.SCRIPT).parent) for work in (evidence.work, evidence.work.resolve())]
    if result.get("folder") in own:
        raise Wrong(
            f"The forest was trained in {shown(result['folder'], 200)}, the folder where you work, and not in a clean "
            "checkout.",
            f"Train in the folder that checkout gives, inside the `with`. {REBUILD_AGAIN}",
        )
    mismatch = records.agrees_with(record, result)
    if mismatch:
        raise Wrong(mismatch[0], f"{mismatch[1]} {REBUILD_AGAIN}")
    _what_came_out(evidence, result, original)


def _what_came_out(evidence: Evidence, result: dict[str, Any], original: Run) -> None:
    """Raises Wrong unless the run's scores are those of its own training, and equal to the original's."""
    metrics = result.get("metrics")
    printed = metrics if isinstance(metrics, dict) else {}
    given, first = evidence.run.data.metrics, original.data.metrics
    copied = [name for name in printed if name in given and given[name] == first.get(name) != printed[name]]
    # No two trainings take the same time: equal seconds show that the numbers were copied.
    copied += [name for name in (SECONDS,) if name in given and given[name] == first.get(name)]
    if copied or _result_of(evidence.of(original)) == result:
        raise Wrong(
            f"{f'The metric {copied[0]}' if copied else records.RESULT} of the run {evidence.run.info.run_name} was "
            f"copied from the run {original.info.run_name}: a second training takes another time.",
            f'Log result["metrics"], what the fresh process printed, and nothing from the first run. {REBUILD_AGAIN}',
        )
    if any(given.get(name) != printed.get(name) for name in ALL):
        raise Wrong(
            "The scores on the run are not those that the fresh process printed.",
            f'Log result["metrics"], unrounded. {REBUILD_AGAIN}',
        )
    differ = [name for name in ALL if given.get(name) != first.get(name)]
    if differ:
        raise Wrong(
            f"{', '.join(differ)} of {evidence.run.info.run_name} and {original.info.run_name} differ.",
            f"Which commit did you check out, and which data were read? {REBUILD_AGAIN}",
        )


def _result_of(evidence: Evidence) -> dict[str, Any] | None:
    """The run's result, or None where it kept none."""
    try:
        return records.read(evidence, records.RESULT)
    except Wrong:
        return None


@exercise(
    "2.6.5",
    "a run named edited, with a record that shows the edit and no secrets; and a run that rebuilds it",
)
def broken(evidence: Evidence) -> str:
    edited = _named(evidence, "edited")
    record, scores = _told(edited)
    with earned(0.5):
        again = _rebuilt_too(evidence, edited.run)
        if not records.agrees(again.run, scores):
            raise Wrong(
                "The rebuilt run has the scores of the edited run, but a checkout of the commit can't give these "
                "scores.",
                f"The scores were copied, or computed in the edited folder. {REBUILD_AGAIN}",
            )
        if records.agrees(again.run, records.trained(evidence, record)):
            raise Wrong("The rebuilt run's scores aren't those of the recorded commit.", REBUILD_AGAIN)
        _trained_as_recorded(again, record)
        _logged_as_printed(again)
        _logged_as_recorded(edited, record)
    changed = edited.run.data.metrics["r2"] - again.run.data.metrics["r2"]
    return f"the record says dirty and shows the line that moved R² by {changed:+.2f}; what is secret isn't in it"


def _rebuilt_too(evidence: Evidence, edited: Run) -> Evidence:
    """The evidence with the run that repeats just this run `edited`. Raises Wrong where there is none."""
    try:
        again = _repeating(evidence, "edited")
        original = _original(again, "edited")
    except NotAttempted as none:
        raise Wrong(
            "The record of the run edited is right, but the run isn't rebuilt yet.",
            "Give rebuild its id: rebuild(edited).",
        ) from none
    if original.info.run_id != edited.info.run_id:
        raise Wrong(
            f"The record of the newest run edited is right, but the run isn't rebuilt yet: {again.run.info.run_name} "
            "repeats an earlier one.",
            "Give rebuild the id of the newest one: rebuild(edited).",
        )
    return again


def _told(evidence: Evidence) -> tuple[dict[str, Any], dict[str, float]]:
    """The record of the edited run, and its scores, computed again. Raises Wrong where the record hides the edit, or
    shows a secret."""
    _keeps_no_secret(evidence)
    record, diff = records.complete(evidence), records.text(evidence, "changes.txt")
    leaf = re.search(r"^\+LEAF = (\d{1,6})\b", diff, re.MULTILINE)
    if not record["dirty"] or not leaf:
        raise Wrong(
            f"The record says dirty: {record['dirty']}, and the diff doesn't show the line in which LEAF was changed.",
            "Make the record of the folder with the edit, draft. The filter must not change lines without suspicious "
            "words.",
        )
    _keeps_signs(diff)
    _trained_as_recorded(evidence, record)
    scores = records.trained(evidence, record, int(leaf[1]))
    if records.agrees(evidence.run, scores):
        raise Wrong(
            "The scores of the run edited aren't those of the script with that edit.",
            "Train in the folder that the record describes: give draft to keep, too.",
        )
    return record, scores


def _keeps_no_secret(evidence: Evidence) -> None:
    """Raises Wrong where a secret from the edit stands in one of the run's files, tags or parameters."""
    run = evidence.run
    texts = [*run.data.tags.items(), *run.data.params.items()]
    for what, (_, value) in SECRETS.items():
        kept = [key for key, text in texts if value in text]
        kept += [name for name in evidence.artifacts() if _holds(evidence, name, value)]
        if kept:
            raise Wrong(
                f"The {what} stands in {', '.join(kept[:3])} of the run edited: everybody who may look at runs can "
                "read it.",
                f"Delete that run in the MLflow tab; a real {what} would have to be changed. Then "
                "print(without_secrets(diff)): if the secret still shows, the filter lacks a word for it; if not, "
                "keep was given another diff. Record again.",
            )


def _holds(evidence: Evidence, name: str, value: str) -> bool:
    """Whether the text stands in a file of the run, of any kind."""
    with evidence.artifact(name) as file:
        return value.encode() in file.read_bytes()


def _keeps_signs(diff: str) -> None:
    """Raises Wrong unless the diff still has the sign of each suspicious line, and nothing else of the line."""
    added = re.findall(r"^\+(?!\+\+ )", diff, re.MULTILINE)
    if len(added) < 1 + len(SECRETS):
        raise Wrong(
            f"The edit added {1 + len(SECRETS)} lines, but the diff of the run edited has {len(added)} that begin with "
            "+.",
            "Keep the + of a suspicious line, so that everybody sees that something stood there. Then record again.",
        )
    names = [name for name, _ in SECRETS.values() if name in diff]
    if names:
        raise Wrong(
            f"The diff of the run edited still has a part of the suspicious line, {names[0]}.",
            "Keep only the + of such a line and remove all the rest: a secret may stand anywhere in it.",
        )
