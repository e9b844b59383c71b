"""The record of a run in notebook 2.6: what it must name, and what the code that it names really gives."""

from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path

from mlflow.entities import Run
from packaging.version import InvalidVersion, Version

from workshop.checks import repository
from workshop.checks.evidence import Evidence, crash
from workshop.checks.outcome import Wrong
from workshop.paths import GERMANY

SCRIPT = "2_tracking/train_forest.py"
METRICS = ["r2", "r2_solar", "r2_wind", "rmse"]
PACKAGES = ["numpy", "pandas", "scikit-learn"]
NEARLY = 1e-9  # relative: what another processor may round otherwise
Fault = tuple[str, str]


def text(evidence: Evidence, name: str) -> str:
    """The text of one of the run's files. Raises Wrong where the run has none of that name."""
    if name not in evidence.artifacts():
        raise Wrong(
            f"The run {evidence.run.info.run_name} has no {name} among its artifacts.",
            "keep logs record.json, result.json and changes.txt, rebuild logs result.json: leave those lines as they are.",
        )
    with evidence.artifact(name) as path:
        return path.read_text(encoding="utf-8")


def read(evidence: Evidence, name: str = "record.json") -> dict:
    """The same, of a file that holds a dictionary."""
    return json.loads(text(evidence, name))


def complete(evidence: Evidence) -> dict:
    """The record of the evidence's run, where it says all that it must. Raises Wrong with its first fault, and the
    share of what is right."""
    record, diff = read(evidence), text(evidence, "changes.txt")
    found = [
        _fault_of_commit(evidence, record),
        _fault_of_dirty(record, diff),
        _fault_of_data(evidence, record),
        _fault_of_versions(record),
        _fault_of_threads(record),
    ]
    faults = [fault for fault in found if fault]
    if faults:
        what, try_next = faults[0]
        again = f"{try_next} Then run the cell again: a fresh run counts."
        raise Wrong(f"{what} (The record of the run {evidence.run.info.run_name}.)", again, 1 - len(faults) / len(found))
    return record


def _fault_of_commit(evidence: Evidence, record: dict) -> Fault | None:
    commit = str(record.get("commit"))
    if not re.fullmatch("[0-9a-f]{40}", commit):
        return f"The commit is {commit!r}, and not 40 hexadecimal digits.", "Take what git rev-parse HEAD prints, with .strip()."
    if not repository.has_commit(evidence.work, commit):
        return (
            f"{commit} is no commit of your repository in {evidence.work.name}/.",
            "Ask git about the folder that is trained in: folder=folder.",
        )
    if repository.file_at(evidence.work, commit, SCRIPT) is None:
        return f"The commit {commit} doesn't hold {SCRIPT}.", "Run the cell that commits it, from the top of the notebook."
    return None


def _fault_of_dirty(record: dict, diff: str) -> Fault | None:
    if type(record.get("dirty")) is bool and record["dirty"] == bool(diff.strip()):
        return None
    return (
        f"It says dirty: {record.get('dirty')}, and the diff with it is {'not ' if diff.strip() else ''}empty.",
        "dirty is True or False, as a diff that isn't empty says: bool(diff).",
    )


def _fault_of_data(evidence: Evidence, record: dict) -> Fault | None:
    if _data(evidence, record):
        return None
    return (
        f"data_sha256 is {record.get('data_sha256')!r:.80}, and the desk's data have another hash.",
        "full_hash takes the bytes of the file, not its name: desk.data.read_bytes().",
    )


def _fault_of_versions(record: dict) -> Fault | None:
    named = record.get("packages") if isinstance(record.get("packages"), dict) else {}
    for package, version in {"python": record.get("python"), **{name: named.get(name) for name in PACKAGES}}.items():
        try:
            Version(version)
        except (InvalidVersion, TypeError):
            return f"The version of {package} is {version!r}.", "version(name) tells what is installed, for each package."
    return None


def _fault_of_threads(record: dict) -> Fault | None:
    given = record.get("threads")
    if isinstance(given, dict) and given.get("OMP_NUM_THREADS") == "1":
        return None
    return f"The threads are {given!r}.", "The dictionary `threads` fixes them, OMP_NUM_THREADS among them."


def files(evidence: Evidence) -> list[Path]:
    """The data that the desk may have given: the file that checks hold, and the learner's own copy of it."""
    own = evidence.work / GERMANY.parent.name / GERMANY.name
    return [evidence.germany, *([own] if own.exists() else [])]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _data(evidence: Evidence, record: dict) -> Path | None:
    """The file that has the hash of the record."""
    return next((path for path in files(evidence) if sha256(path) == record.get("data_sha256")), None)


def trained(evidence: Evidence, record: dict, leaf: int | None = None) -> dict[str, float]:
    """The scores that the script of the recorded commit gives, trained here and now with the recorded parameters; with
    its constant LEAF set to `leaf` where one is given. Raises Crashed when that fails."""
    source, module = repository.file_at(evidence.work, record["commit"], SCRIPT), {"__name__": "train_forest"}
    with crash(f"{SCRIPT}, as the recorded commit has it, can't be trained with."):
        exec(compile(source, SCRIPT, "exec"), module)
        if leaf is not None:
            module["LEAF"] = leaf
        return {name: float(value) for name, value in module["train"](_data(evidence, record), **record["parameters"]).items()}


def agrees(run: Run, scores: dict[str, float]) -> str:
    """The name of the first metric of the run that isn't there or isn't as in `scores`; empty where all are."""
    given = run.data.metrics
    wrong = (name for name in METRICS if name not in given or not math.isclose(given[name], scores[name], rel_tol=NEARLY))
    return next(wrong, "")
