"""A script: what a learner's `promote` does with moves that work and moves that don't, in a registry of its own.

    python moves.py

Its current folder holds `promotions.py`, and gets `facts.json`: a dictionary for each move, by its name in MOVES.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MODEL = "germany-power"
EXPERIMENT = "promotions"
DATA = tuple(digit * 64 for digit in "abc")  # the tags data_sha256 of the versions 1, 2 and 3
VERDICT = {"gate": "passed", "mean": 0.93}
WORKS, IS_LOST, IS_REFUSED = ("works", "is lost", "is refused")  # what the registry does with a move of an alias
MOVES: dict[str, tuple[str, str | int, str, str]] = {  # alias, version, reason, what the registry does
    "forward": ("champion", "2", "on newer months the errors are smaller", WORKS),
    "by number": ("champion", 3, "a number in place of a text", WORKS),
    "first": ("challenger", "3", "this alias is new", WORKS),
    "no version": ("champion", "99", "there is no such version", WORKS),
    "empty": ("champion", "2", "", WORKS),
    "blank": ("champion", "2", "  ", WORKS),
    "lost": ("champion", "2", "the registry says yes and does nothing", IS_LOST),
    "refused": ("champion", "2", "the registry raises an error", IS_REFUSED),
}


def main() -> None:
    from mlflow import MlflowClient

    client, registry = MlflowClient(), Registry()
    client.create_registered_model(MODEL)
    for data in DATA:
        client.create_model_version(MODEL, source=str(Path("model").resolve()), tags={"data_sha256": data})
    facts: dict[str, dict[str, Any]] = {}
    try:
        sys.path.insert(0, str(Path.cwd()))
        import promotions
    except (Exception, SystemExit) as error:
        facts["import"] = {"raised": _words(error)}
    else:
        promote = getattr(promotions, "promote", None)
        for name, move in MOVES.items():
            facts[name] = _tried(client, registry, promote, *move)
    Path("facts.json").write_text(json.dumps(facts, default=repr), encoding="utf-8")


class Registry:
    """MLflow's store of registered models, with a watch on its aliases: `does` is what it does with a move, and
    `moving` is called before each."""

    def __init__(self) -> None:
        from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore

        self.does = WORKS
        self.moving: Callable[[], object] = lambda: None
        plain = SqlAlchemyStore.set_registered_model_alias

        def watched(store: Any, *given: Any, **named: Any) -> Any:
            self.moving()
            if self.does == IS_REFUSED:
                raise RuntimeError("the registry is out of order")
            return None if self.does == IS_LOST else plain(store, *given, **named)

        setattr(SqlAlchemyStore, plain.__name__, watched)


def _tried(
    client: Any,
    registry: Registry,
    promote: Callable[..., Any] | None,
    alias: str,
    to: str | int,
    reason: str,
    does: str,
) -> dict[str, Any]:
    """What one call of promote has raised, returned and left; `during` has the runs as they were when the alias moved
    first."""
    import mlflow

    registry.does, registry.moving = WORKS, lambda: None
    client.set_registered_model_alias(MODEL, "champion", "1")
    known, lines, during = set(_runs(client)), len(_lines()), list[dict[str, Any]]()
    registry.does, registry.moving = does, lambda: during.append(_new(client, known))
    fact: dict[str, Any] = {"raised": "", "returned": None}
    try:
        fact["returned"] = promote(alias, to, reason, dict(VERDICT))  # type: ignore[misc]  # the error is a fact, too
    except (Exception, SystemExit) as error:
        fact["raised"] = _words(error)
    active = mlflow.active_run()
    left = _new(client, known)
    while mlflow.active_run():
        mlflow.end_run()
    return fact | {
        "open": bool(active),
        "runs": left,
        "during": during[0] if during else None,
        "aliases": {name: str(at) for name, at in client.get_registered_model(MODEL).aliases.items()},
        "lines": _lines()[max(0, lines - 1) :],
        "known lines": min(1, lines),
    }


def _runs(client: Any) -> dict[str, Any]:
    """The runs of the experiment of promotions, by id."""
    found = client.get_experiment_by_name(EXPERIMENT)
    return {run.info.run_id: run for run in client.search_runs([found.experiment_id])} if found else {}


def _new(client: Any, known: set[str]) -> dict[str, Any]:
    """What the runs that weren't `known` say, by id."""
    return {
        id: {
            "status": run.info.status,
            "params": run.data.params,
            "tags": run.data.tags,
            "verdict": _verdict(client, id),
        }
        for id, run in _runs(client).items()
        if id not in known
    }


def _verdict(client: Any, run_id: str) -> object:
    """What verdict.json of a run holds; None where there is none, or no JSON in it."""
    from mlflow.exceptions import MlflowException

    try:
        return json.loads(Path(client.download_artifacts(run_id, "verdict.json")).read_text(encoding="utf-8"))
    except (OSError, ValueError, MlflowException):
        return None


def _lines() -> list[str]:
    log = Path("promotions.jsonl")
    return log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0][:300]}"


if __name__ == "__main__":
    main()
