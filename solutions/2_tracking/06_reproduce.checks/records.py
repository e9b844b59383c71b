"""The record of a run in notebook 2.6: what it must name, and what the code that it names really gives."""

from __future__ import annotations

import hashlib
import math
import platform
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mlflow.entities import Run
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from workshop import git
from workshop.checks.evidence import Evidence
from workshop.checks.expect import shown
from workshop.checks.forecast import ALL
from workshop.checks.run_contents import crash
from workshop.paths import GERMANY
from workshop.progress.outcome import Wrong

SCRIPT = "2_tracking/train_forest.py"
PACKAGES = ["numpy", "pandas", "scikit-learn"]
MOST = {"trees": 500, "depth": 100, "seed": 2**32 - 1}  # what is trained again must end
NEARLY = 1e-9  # relative: what another processor may round otherwise
RESULT = "result.json"
Mismatch = tuple[str, str]


def text(evidence: Evidence, name: str) -> str:
    """The text of one of the run's files. Raises Wrong where the run has none of that name, or it isn't text."""
    _held(evidence, name)
    return evidence.text(name)


def read(evidence: Evidence, name: str = "record.json") -> dict[str, Any]:
    """The dictionary in one of the run's files. Raises Wrong where there is no such file, or no dictionary in it."""
    _held(evidence, name)
    return evidence.json(name)


def _held(evidence: Evidence, name: str) -> None:
    if name not in evidence.artifacts():
        raise Wrong(
            f"The run {evidence.run.info.run_name} has no {name} among its artifacts.",
            "keep logs record.json, result.json and changes.txt, rebuild logs result.json: leave those lines as they "
            "are.",
        )


def complete(evidence: Evidence) -> dict[str, Any]:
    """The record of the evidence's run. Raises Wrong where it isn't complete and right, with the first mismatch and the
    share that is right."""
    record, diff = read(evidence), text(evidence, "changes.txt")
    found = [
        _mismatch_of_commit(evidence, record),
        _mismatch_of_dirty(record, diff),
        _mismatch_of_untracked(record),
        _mismatch_of_data(evidence, record),
        _mismatch_of_versions(record),
        _mismatch_of_parameters(record),
        _mismatch_of_threads(record),
    ]
    mismatches = [mismatch for mismatch in found if mismatch]
    if mismatches:
        what, try_next = mismatches[0]
        again = f"{try_next} Then run the cell again: a fresh run counts."
        raise Wrong(
            f"{what} (The record of the run {evidence.run.info.run_name}.)", again, 1 - len(mismatches) / len(found)
        )
    return record


def _mismatch_of_commit(evidence: Evidence, record: dict[str, Any]) -> Mismatch | None:
    commit = record.get("commit")
    if not isinstance(commit, str) or not re.fullmatch("[0-9a-f]{40}", commit):
        what = f"The commit is {shown(commit)}, and not 40 hexadecimal digits."
        return what, "Take what git rev-parse HEAD prints, with .strip()."
    if not git.has_commit(evidence.work, commit):
        return (
            f"{commit} is no commit of your repository in {evidence.work.name}/.",
            "Run git in the folder where the training runs: folder=folder.",
        )
    if git.file_at(evidence.work, commit, SCRIPT) is None:
        return (
            f"The commit {commit} doesn't hold {SCRIPT}.",
            "Run the cell that commits it, from the top of the notebook.",
        )
    return None


def _mismatch_of_dirty(record: dict[str, Any], diff: str) -> Mismatch | None:
    """A diff doesn't show files that git doesn't know: with such files, dirty may be True or False."""
    given = record.get("dirty")
    if type(given) is bool and (given == bool(diff.strip()) or given and record.get("untracked")):
        return None
    return (
        f"The record says dirty: {shown(given)}, but its diff is {'not ' if diff.strip() else ''}empty.",
        "dirty is True or False: bool(diff) is True for a diff that isn't empty.",
    )


def _mismatch_of_untracked(record: dict[str, Any]) -> Mismatch | None:
    if isinstance(record.get("untracked"), list):
        return None
    return (
        "The record has no list of the files that git doesn't know.",
        'The line "untracked" of make_record makes the list: leave that line there.',
    )


def _mismatch_of_data(evidence: Evidence, record: dict[str, Any]) -> Mismatch | None:
    if _data(evidence, record):
        return None
    return (
        f"data_sha256 is {shown(record.get('data_sha256'))}, and the desk's data have another hash.",
        "full_hash takes all bytes of the file, not its name: full_hash(desk.data.read_bytes()).",
    )


def _mismatch_of_versions(record: dict[str, Any]) -> Mismatch | None:
    given = record.get("packages")
    named: dict[str, object] = {
        canonicalize_name(name): number for name, number in (given.items() if isinstance(given, dict) else ())
    }
    installed = {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}
    for name, here in installed.items():
        number = record.get("python") if name == "python" else named.get(name)
        if not _is_version(number, here):
            return (
                f"The version of {name} is {shown(number)}; version {here} is installed.",
                "version(name) gives a package's installed version, and platform.python_version() gives Python's.",
            )
    return None


def _is_version(given: object, here: str) -> bool:
    """Whether a text is that version; sys.version, which has more text after the version, counts too."""
    if not isinstance(given, str):
        return False
    first = given.partition(" ")[0]
    try:
        return first == here or Version(first) == Version(here)
    except InvalidVersion:
        return False


def _mismatch_of_parameters(record: dict[str, Any]) -> Mismatch | None:
    given = record.get("parameters")
    if isinstance(given, dict) and all(
        type(given.get(name)) is int and 0 <= given[name] <= most for name, most in MOST.items()
    ):
        return None
    limits = ", ".join(f"{name} (up to {most})" for name, most in MOST.items())
    return (
        f"The parameters are {shown(given)}.",
        f"The script is started with whole numbers, by name: {limits}. The dictionary `parameters` holds them.",
    )


def _mismatch_of_threads(record: dict[str, Any]) -> Mismatch | None:
    given = record.get("threads")
    number = given.get("OMP_NUM_THREADS") if isinstance(given, dict) else None
    if isinstance(number, str) and re.fullmatch("[1-9][0-9]{0,2}", number):
        return None
    return f"The threads are {shown(given)}.", "The dictionary `threads` fixes them, OMP_NUM_THREADS among them."


def agrees_with(record: dict[str, Any], result: dict[str, Any]) -> Mismatch | None:
    """The first of commit, parameters and threads where the training's own `result` differs from the record."""
    commit, threads = result.get("commit"), record["threads"]["OMP_NUM_THREADS"]
    if not isinstance(commit, str):
        what = f"{RESULT} doesn't say at which commit the forest was trained."
        return what, "The function train adds the commit: run the cell that defines train again."
    if commit != record["commit"]:
        return (
            f"The forest was trained at the commit {shown(commit[:8])}; the record names {record['commit'][:8]}.",
            "HEAD may have moved on: run git in the folder where the training runs (folder=folder), and check out the "
            "commit that the record names.",
        )
    if result.get("parameters") != record["parameters"]:
        return (
            f"The forest was trained with {shown(result.get('parameters'))}; the record says "
            f"{shown(record['parameters'])}.",
            "Give train the record that was read from the run, and nothing else.",
        )
    if result.get("threads") != threads:
        return (
            f"The forest was trained with OMP_NUM_THREADS={shown(result.get('threads'))}; the record says "
            f"{shown(threads)}.",
            "Give train the record: train takes the threads from there.",
        )
    return None


def logged_otherwise(run: Run, record: dict[str, Any], result: dict[str, Any]) -> Mismatch | None:
    """What the run says that differs from the record and the result beside it."""
    if record.get("script") != SCRIPT:
        return (
            f"The record's script is {shown(record.get('script'))}; the training script is {SCRIPT}.",
            "Record `script`.",
        )
    settings = {name: str(value) for name, value in record["parameters"].items()}
    tags = {"dirty": str(record["dirty"]), "data_sha256": record["data_sha256"]}
    return (
        _differs("parameter", run.data.params, settings)
        or _differs("tag", run.data.tags, tags)
        or printed_otherwise(run, result)
    )


def printed_otherwise(run: Run, result: dict[str, Any]) -> Mismatch | None:
    """Which score of the run differs from what the training printed, which is the result."""
    if not isinstance(result.get("folder"), str):
        return (
            f"{RESULT} doesn't say in which folder the training ran.",
            "Log all that train gives, with mlflow.log_dict.",
        )
    metrics = result.get("metrics")
    printed = metrics if isinstance(metrics, dict) else {}
    return _differs("metric", run.data.metrics, {name: printed.get(name) for name in ALL})


def _differs(what: str, given: dict[str, Any], beside: dict[str, Any]) -> Mismatch | None:
    for name, value in beside.items():
        if given.get(name) != value:
            return (
                f"The {what} {name} of the run is {shown(given.get(name))}; the files beside it say {shown(value)}.",
                "Log them together and unchanged: what the record says, and all that the training printed.",
            )
    return None


def files(evidence: Evidence) -> list[Path]:
    """The files that count as the desk's data: the file that checks use, and the learner's own copy."""
    own = evidence.work / GERMANY.parent.name / GERMANY.name
    return [evidence.germany, *([own] if own.is_file() else [])]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _data(evidence: Evidence, record: dict[str, Any]) -> Path | None:
    """The file that has the hash of the record."""
    return next((path for path in files(evidence) if sha256(path) == record.get("data_sha256")), None)


def trained(evidence: Evidence, record: dict[str, Any], leaf: int | None = None) -> dict[str, float]:
    """The scores that the script of the recorded commit gives, trained here and now with the recorded parameters; with
    its constant LEAF set to `leaf` where one is given. Raises Crashed when that fails."""
    source = git.file_at(evidence.work, record["commit"], SCRIPT)
    assert source is not None, "a record that is complete names a commit with the script"
    module: dict[str, Any] = {"__name__": "train_forest"}
    with crash(f"The training with {SCRIPT} of the recorded commit fails."):
        try:
            exec(compile(source, SCRIPT, "exec"), module)
            if leaf is not None:
                module["LEAF"] = leaf
            scores = module["train"](_data(evidence, record), **record["parameters"])
            return {name: float(scores[name]) for name in ALL}
        except SystemExit as ended:  # a script may end itself; the check goes on
            raise RuntimeError(f"the script ends itself: {ended}") from ended


def agrees(run: Run, scores: dict[str, float]) -> str:
    """The name of the first metric that the run lacks, or has with another value than `scores`; empty where none is."""
    given = run.data.metrics
    wrong = (name for name in ALL if name not in given or not math.isclose(given[name], scores[name], rel_tol=NEARLY))
    return next(wrong, "")
