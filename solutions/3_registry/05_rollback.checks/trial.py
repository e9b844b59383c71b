"""Tries a learner's `promote` in a process of its own, and says what it did with each move of `moves.py`."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from workshop.checks import process
from workshop.checks.expect import shown
from workshop.progress.outcome import NotAttempted, Wrong

from . import moves

FILE = "promotions.py"
SECONDS = 90
Fact = dict[str, Any]


def facts(source: Path, state: Path) -> dict[str, Fact]:
    """What promote of the file `source` has done with each move; `state` is the folder of the learner's state. Raises
    Wrong where the file can't be imported, Crashed where its process ends early or takes too long."""
    found = process.facts(Path(moves.__file__), {FILE: source.read_bytes()}, "promote", SECONDS, state)
    if "import" in found:
        raise Wrong(f"{FILE} can't be imported: {found['import']['raised']}.", _mend(found["import"]["raised"]))
    return found


def _mend(error: str) -> str:
    if "____" in error:
        return "Fill all the blanks, and run the cell that begins with %%writefile again."
    return "Mend the cell that begins with %%writefile, and run it again."


def judged(found: dict[str, Fact]) -> None:
    """Raises Wrong for the first of the moves with which promote did something else than asked."""
    _worked("forward", found["forward"], "1")
    _worked("by number", found["by number"], "1")
    _worked("first", found["first"], "none")
    _noted(found)
    if found["first"]["aliases"]["champion"] != "1":
        raise Wrong("promote moved champion, and was asked for challenger.", "Move the alias that it is given: alias.")
    for name in ("no version", "empty", "blank"):
        _left_nothing(name, found[name])
    for name in ("lost", "refused"):
        _failed(name, found[name])


def _call(name: str) -> str:
    """A move, as the learner would write it."""
    alias, to, reason, _ = moves.MOVES[name]
    return f"promote({alias!r}, {to!r}, {reason!r}, ...)"


def _worked(name: str, fact: Fact, at: str) -> None:
    """Raises Wrong unless the move was made as asked, from the version `at`."""
    alias, to, reason, _ = moves.MOVES[name]
    if fact["raised"]:
        raise Wrong(f"{_call(name)} raised {fact['raised'].rstrip('.')}.", _of_error(fact))
    if fact["aliases"].get(alias) != str(to):
        raise Wrong(
            f"After {_call(name)} the alias {alias} is at {fact['aliases'].get(alias, 'no version')}.",
            "client.set_registered_model_alias(MODEL, alias, to) moves it.",
        )
    if not fact["runs"]:
        raise Wrong(
            f"{_call(name)} left no run in the experiment {moves.EXPERIMENT}.",
            "Open it with mlflow.start_run(experiment_id=experiment_id(), ...).",
        )
    run = fact["runs"].get(fact["returned"])
    if run is None:
        raise Wrong(
            f"{_call(name)} returned {shown(fact['returned'])}, which is not the id of its run.",
            "Its last line returns run.info.run_id.",
        )
    _first_the_run(name, fact)
    _says(name, run, {"alias": alias, "from": at, "to": str(to)}, reason, moves.DATA[int(to) - 1])
    if run["status"] != "FINISHED" or fact["open"]:
        raise Wrong(
            f"After {_call(name)} its run is {run['status']}.",
            "with mlflow.start_run(...) as run: ends it by itself.",
        )


def _of_error(fact: Fact) -> str:
    if "____" in fact["raised"]:
        return "Fill all the blanks, and run the cell that begins with %%writefile again."
    if "data_sha256" in fact["raised"]:
        return 'data_sha256 is a tag of the version: version.tags.get("data_sha256", "unknown").'
    if any(run["status"] == "FAILED" for run in fact["runs"].values()) and fact["during"]:
        return (
            "The move was right, and promote says it wasn't: when it reads back, it must compare text with text, "
            "str(now) with str(to)."
        )
    return "Import it in a cell of your own and try a move of an alias of your own, rehearsal say."


def _first_the_run(name: str, fact: Fact) -> None:
    """Raises Wrong where the alias moved before the run said why."""
    run = fact["during"] and fact["during"].get(fact["returned"])
    if not run:
        raise Wrong(
            f"{_call(name)} moved the alias before it opened the run.",
            "First the run, with all that it says, then the move: otherwise a move that breaks off leaves no trace.",
        )
    late = [what for what in _lacking(run) if what not in _lacking(fact["runs"][fact["returned"]])]
    if run["status"] != "RUNNING":
        raise Wrong(
            f"When {_call(name)} moved the alias, its run was {run['status']} already.",
            "The move belongs inside of the with: a finished run says that the move was made.",
        )
    if late:
        raise Wrong(
            f"When {_call(name)} moved the alias, its run had no {late[0]} yet.",
            "First the run, with all that it says, then the move.",
        )


def _lacking(run: Fact) -> list[str]:
    """What a run should have, and doesn't."""
    there = {
        "parameters": {"alias", "from", "to"} <= set(run["params"]),
        "tag reason": "reason" in run["tags"],
        "tag data_sha256": "data_sha256" in run["tags"],
        "file verdict.json": run["verdict"] is not None,
    }
    return [what for what, yes in there.items() if not yes]


def _says(name: str, run: Fact, params: dict[str, str], reason: str, data: str) -> None:
    """Raises Wrong unless the run says from where to where, why, by whom, of which data, and with which verdict."""
    for key, right in params.items():
        if run["params"].get(key) != right:
            raise Wrong(
                f"The run of {_call(name)} has the parameter {key} = {shown(run['params'].get(key))}; it should be "
                f"{shown(right)}.",
                "from is where the alias was before, or none if there was no such alias; alias and to are as given.",
            )
    for key, right, where in (
        ("reason", reason, "The reason is given to promote."),
        ("data_sha256", data, f'It is a tag of the version {params["to"]}: version.tags["data_sha256"].'),
    ):
        if run["tags"].get(key) != right:
            raise Wrong(
                f"The run of {_call(name)} has the tag {key} = {shown(run['tags'].get(key), 30)}; it should be "
                f"{shown(right, 60)}.",
                where,
            )
    if not run["tags"].get("mlflow.user"):
        raise Wrong(
            f"The run of {_call(name)} doesn't say who it was: it has no tag mlflow.user.",
            "mlflow.start_run sets it; client.create_run doesn't.",
        )
    if run["verdict"] != moves.VERDICT:
        raise Wrong(
            f"verdict.json of the run of {_call(name)} holds {shown(run['verdict'])}; the verdict was "
            f"{shown(moves.VERDICT)}.",
            'mlflow.log_dict(verdict, "verdict.json") writes it, inside of the with.',
        )


def _noted(found: dict[str, Fact]) -> None:
    """Raises Wrong unless each move that was made has one line in the log, which holds the hash of the one before."""
    for name in ("forward", "by number", "first"):
        fact = found[name]
        before, new = (fact["lines"][: fact["known lines"]], fact["lines"][fact["known lines"] :])
        if len(new) != 1:
            raise Wrong(
                f"{_call(name)} appended {len(new) or 'no'} line{'s' * (len(new) != 1)} to promotions.jsonl.",
                "Call note once, in the end, with alias, from, to, reason and run.",
            )
        try:
            entry = dict(json.loads(new[0]))
        except (ValueError, TypeError):
            entry = {}
        _, to, reason, _ = moves.MOVES[name]
        whole = {"to": str(to), "reason": reason}
        if any(str(entry.get(key)) != right for key, right in whole.items()):
            raise Wrong(
                f"The line of {_call(name)} in promotions.jsonl is {shown(new[0], 120)}.",
                'It is note(entry | {"reason": reason, "run": run.info.run_id}): leave that line as it was.',
            )
        if entry.get("before") != (hashlib.sha256(before[0].encode()).hexdigest() if before else ""):
            raise Wrong(
                f"The line of {_call(name)} in promotions.jsonl doesn't hold the hash of the line before it.",
                "Leave the function note as it was given.",
            )


def _left_nothing(name: str, fact: Fact) -> None:
    """Raises Wrong unless promote refused a move that it must not begin."""
    why = "there is no version 99" if name == "no version" else f"the reason is {moves.MOVES[name][2]!r}"
    if not fact["raised"]:
        raise Wrong(
            f"{_call(name)} raised no error, and {why}.",
            "An empty text, and one of spaces alone, is no reason: reason.strip() is empty for both."
            if name != "no version"
            else "client.get_model_version(MODEL, to) raises one; ask before you open the run.",
        )
    if fact["runs"]:
        raise Wrong(
            f"{_call(name)} left a run, and {why}.",
            "Raise the error before the run is opened: it should leave nothing.",
        )
    if fact["aliases"]["champion"] != "1" or len(fact["lines"]) > fact["known lines"]:
        raise Wrong(f"{_call(name)} left something behind, and {why}.", "Raise the error before anything else.")


def _failed(name: str, fact: Fact) -> None:
    """Raises Wrong unless promote says that a move wasn't made, and leaves no finished run of it."""
    what = "the registry did nothing" if name == "lost" else "the registry raised an error"
    if not fact["raised"]:
        raise Wrong(
            f"In a trial {what}, and promote raised no error.",
            "Read the alias back after the move, and raise an error where it isn't at the version to."
            if name == "lost"
            else "Let the registry's error through.",
        )
    if any(run["status"] == "FINISHED" for run in fact["runs"].values()):
        raise Wrong(
            f"In a trial {what}, and the run of that move is FINISHED all the same.",
            "Move the alias, read it back and raise the error inside of the with: then the run is FAILED.",
        )
    if len(fact["lines"]) > fact["known lines"]:
        raise Wrong(
            f"In a trial {what}, and promotions.jsonl has a line of that move.", "Call note after the reading back."
        )
    if not fact["runs"]:
        raise Wrong(
            f"In a trial {what}, and no run in {moves.EXPERIMENT} says that it was tried.",
            "Open the run first, then move the alias.",
        )


def not_written(work: Path) -> NotAttempted | None:
    """What to say where the learner's folder has no promote yet; None where it has one."""
    file = work / FILE
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    if "def promote" in "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")):
        return None
    where = (
        f"{FILE} in your folder has no function promote yet" if file.is_file() else f"Your folder has no file {FILE}"
    )
    return NotAttempted(
        f"{where}.",
        "Take away the # in front of the lines, fill the blanks, and run the cell that begins with %%writefile.",
    )
