"""Notebook 2.6: a run with a record of what it was made from, rebuilt from it, and one that can't be."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd
from mlflow.data import from_pandas
from mlflow.entities import Run
from mlflow.exceptions import MlflowException

from workshop.checks.chapter_2 import records
from workshop.checks.choice import choice
from workshop.checks.evidence import Evidence
from workshop.checks.outcome import NotAttempted, Wrong
from workshop.checks.registry import exercise

TOKEN = "not-a-real-token-4711"  # what the lesson's edit puts into the script
REBUILD_AGAIN = "Mend rebuild and run its cell again: a fresh run counts."


@exercise("2.6.1", "a choice: a, b or c")
def hash_after_an_edit(evidence: Evidence) -> str:
    return choice(
        evidence,
        "a",
        "the hash is that of the last commit, whatever stands in the files",
        {
            "b": "What has to happen for a new commit to come into being: is saving a file enough?",
            "c": "Git can tell that a file was changed, when it is asked. Does anybody ask, when HEAD is all that is noted?",
        },
    )


@exercise("2.6.2", "the SHA-256 of the desk's data, over every byte, as text")
def every_byte(evidence: Evidence) -> str:
    given, known = evidence.answer(), records.files(evidence)
    if given in [records.sha256(path) for path in known]:
        return "a change of one byte, anywhere in the file, gives another hash"
    slips = {slip: words for path in known for slip, words in _likely_hashes(path).items()}
    found = f"{given!r:.80} isn't the hash of the desk's data."
    if isinstance(given, str) and given in slips:
        found = f"That is {slips[given]}."
    raise Wrong(found, "Hand in what hashlib.sha256 gives for all the bytes of the original, as hexdigest(): 64 digits.")


def _likely_hashes(path: Path) -> dict[str, str]:
    """What comes out of the commonest mistakes, with their names."""
    content = path.read_bytes()
    changed = content.rstrip()[:-1] + b"9\n"
    return {
        hashlib.md5(content, usedforsecurity=False).hexdigest(): "the MD5, for which two files of one hash can be made at will",
        hashlib.sha256(changed).hexdigest(): "the hash of the changed data",
        hashlib.sha256(str(path).encode()).hexdigest(): "the hash of the file's name, not of what is in it",
        from_pandas(pd.read_csv(path)).digest: "MLflow's digest, which looks at the first rows only",
    }


@exercise("2.6.3", "a run named committed, with a whole record of a clean folder, and the scores that its commit gives")
def recorded(evidence: Evidence) -> str:
    evidence = evidence.named("committed")
    record = records.complete(evidence)
    if record["dirty"]:
        raise Wrong(
            "The record says dirty: the folder had changes that no commit holds, so the run can't be rebuilt.",
            "Run the notebook from the top: a cell there commits them. `git status` in a terminal shows which they are.",
            share=0.5,
        )
    name = records.agrees(evidence.run, records.trained(evidence, record))
    if name:
        raise Wrong(
            f"{name} of the run committed isn't what the script of the recorded commit gives with the recorded parameters.",
            "Log what the fresh process printed and nothing else; run the cell again for a fresh run.",
            share=0.5,
        )
    return "the run names its commit, data, versions, parameters and threads, and its scores come from there"


@exercise("2.6.4", "a run named committed, rebuilt: trained in a clean checkout, with the same scores to the last digit")
def rebuilt(evidence: Evidence) -> str:
    evidence = evidence.named("committed, rebuilt")
    original = _original(evidence, "committed")
    record = records.complete(evidence.of(original))
    _trained_elsewhere(evidence, record)
    _same_to_the_last_digit(evidence.run, original)
    name = records.agrees(evidence.run, records.trained(evidence, record))
    if name:
        raise Wrong(f"{name} is not what the recorded commit gives when it is trained again.", REBUILD_AGAIN, share=0.5)
    return "the record alone was enough: all four scores are equal to the last digit"


def _original(evidence: Evidence, name: str) -> Run:
    """The run that the evidence's run says it repeats. Raises Wrong unless there is one and it has that name."""
    id = evidence.run.data.tags.get("rebuilt_from", "")
    try:
        original = evidence.client.get_run(id) if id else None
    except MlflowException:
        original = None
    if original is None or original.info.run_name != name:
        what = f"names the run {original.info.run_name}" if original else f"is {id!r}, which is no run's id"
        raise Wrong(
            f"The tag rebuilt_from of the run {evidence.run.info.run_name} {what}.",
            f"It is the id of the run that is repeated, {name}: what rebuild was given. {REBUILD_AGAIN}",
        )
    return original


def _trained_elsewhere(evidence: Evidence, record: dict) -> None:
    """Raises Wrong unless a process of its own trained outside the learner's folder, as recorded, and gave the scores."""
    result = records.read(evidence, "result.json")
    if Path(result["folder"]).is_relative_to(evidence.work):
        raise Wrong(
            f"It was trained in {result['folder']}, the folder where you work, and not in a clean checkout.",
            f"Train in the folder that checkout gives, inside the `with`. {REBUILD_AGAIN}",
        )
    if result["parameters"] != record["parameters"]:
        raise Wrong(
            f"It was trained with {result['parameters']}; the record says {record['parameters']}.",
            f"Give train the record that was read from the run. {REBUILD_AGAIN}",
        )
    if result["threads"] != record["threads"]["OMP_NUM_THREADS"]:
        raise Wrong(
            f"It was trained with OMP_NUM_THREADS={result['threads']}, which is not what the record says.",
            f"train takes the threads from the record that it is given. {REBUILD_AGAIN}",
        )
    if evidence.run.data.metrics != result["metrics"]:
        raise Wrong(
            "The scores on the run are not those that the fresh process printed.",
            f'Log result["metrics"], unrounded, and nothing from anywhere else. {REBUILD_AGAIN}',
        )


def _same_to_the_last_digit(run: Run, original: Run) -> None:
    differ = [name for name in records.METRICS if run.data.metrics.get(name) != original.data.metrics.get(name)]
    if differ:
        raise Wrong(
            f"{', '.join(differ)} of {run.info.run_name} and {original.info.run_name} differ.",
            f"Which commit did you check out, and which data were read? {REBUILD_AGAIN}",
        )


@exercise("2.6.5", "a run named edited, whose record tells why it can't be rebuilt, without the token; and its rebuilding")
def broken(evidence: Evidence) -> str:
    edited = evidence.named("edited")
    record, scores = _told(edited)
    try:
        again = evidence.named("edited, rebuilt")
        original = _original(again, "edited")
    except NotAttempted as none:
        found = "The run edited is recorded well, and not rebuilt yet."
        raise Wrong(found, "Hand its id to rebuild: rebuild(edited).", 0.5) from none
    if not records.agrees(again.run, scores):
        raise Wrong(
            "The rebuilt run has the scores of the edited one, which a checkout of its commit can't give.",
            f"They were copied over, or computed in the edited folder. {REBUILD_AGAIN}",
            share=0.5,
        )
    if records.agrees(again.run, records.trained(evidence, record)):
        raise Wrong("The rebuilt run's scores aren't those of the recorded commit.", REBUILD_AGAIN, share=0.5)
    changed = original.data.metrics["r2"] - again.run.data.metrics["r2"]
    return f"the record says dirty and shows the line that moved R² by {changed:+.2f}; the token isn't in it"


def _told(evidence: Evidence) -> tuple[dict, dict[str, float]]:
    """The record of the edited run, and the scores that it has, computed again. Raises Wrong where the record hides the
    edit, or tells too much."""
    kept = [name for name in evidence.artifacts() if TOKEN in records.text(evidence, name)]
    if kept:
        raise Wrong(
            f"The token stands in {', '.join(kept)} of the run edited, where all who may look at runs can read it.",
            "Delete that run in the MLflow tab; a real token would have to be revoked. Then mend the filter, and record again.",
        )
    record = records.complete(evidence)
    leaf = re.search(r"^\+LEAF = (\d+)", records.text(evidence, "changes.txt"), re.MULTILINE)
    if not record["dirty"] or not leaf:
        raise Wrong(
            f"The record says dirty: {record['dirty']}, and the diff doesn't show the line in which LEAF was changed.",
            "Make the record of the folder with the edit, draft; the filter leaves lines without suspicious words as they are.",
        )
    scores = records.trained(evidence, record, int(leaf[1]))
    if records.agrees(evidence.run, scores):
        raise Wrong(
            "The scores of the run edited aren't those of the script with that edit.",
            "Train in the folder that the record was made of: keep takes draft too.",
        )
    return record, scores
