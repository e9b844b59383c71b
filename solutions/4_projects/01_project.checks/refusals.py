"""A script: what a learner's `read` and `refuse` do with good and bad command lines, each in a run of its own.

    python refusals.py

Its current folder holds `parameters.py`, and gets `facts.json`: a dictionary for each call, by its name in CALLS.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import ModuleType
from typing import Any

DATA = ["--data", "some hours.csv"]
GOOD: dict[str, list[str]] = {
    "all given": [*DATA, "--alpha", "12.5", "--judge-from", "2014-02-28"],
    "data alone": DATA,
    "alpha of zero": [*DATA, "--alpha", "0"],
    "small alpha": ["--alpha", "1e-3", *DATA],
    "with a sign": ["--data=hours.csv", "--alpha=7"],
}
BAD: dict[str, list[str]] = {
    "text": [*DATA, "--alpha", "abc"],
    "no value": [*DATA, "--alpha", ""],
    "NaN": [*DATA, "--alpha", "nan"],
    "infinite": [*DATA, "--alpha", "inf"],
    "negative": [*DATA, "--alpha", "-0.5"],
    "no day": [*DATA, "--judge-from", "soon"],
    "no day of the calendar": [*DATA, "--judge-from", "2015-02-30"],
    "misspelt": [*DATA, "--alhpa", "10"],
    "cut": [*DATA, "--alph", "10"],
    "no data": ["--alpha", "10"],
}
REASON = "the file has no hours"


def main() -> None:
    import mlflow

    mlflow.set_experiment("check")
    facts: dict[str, Any] = {}
    try:
        sys.path.insert(0, str(Path.cwd()))
        parameters = importlib.import_module("parameters")
    except (Exception, SystemExit) as error:
        facts["import"] = _words(error)
    else:
        for name, texts in (GOOD | BAD).items():
            facts[name] = _called(parameters, "read", list(texts))
        facts["refuse"] = _called(parameters, "refuse", REASON)
    Path("facts.json").write_text(json.dumps(facts), encoding="utf-8")


def _called(module: ModuleType, function: str, given: object) -> dict[str, Any]:
    """What a call of a function has returned or raised, printed and left on its run."""
    import mlflow
    from mlflow import MlflowClient

    fact: dict[str, Any] = {"returned": None, "exit": "", "raised": ""}
    said = io.StringIO()
    with mlflow.start_run() as run, redirect_stdout(said), redirect_stderr(said):
        try:
            fact["returned"] = _values(getattr(module, function)(given))
        except SystemExit as end:
            fact["exit"] = repr(end.code)
        except Exception as error:
            fact["raised"] = _words(error)
        inside = mlflow.active_run()
        fact["open"] = bool(inside and inside.info.run_id == run.info.run_id)
    found = MlflowClient().get_run(run.info.run_id)
    while mlflow.active_run():
        mlflow.end_run()
    return fact | {"refused": found.data.tags.get("refused"), "said": said.getvalue()[:2000]}


def _values(returned: object) -> dict[str, list[str]] | str:
    """A dictionary's values: of each its type, its text, and how Python writes it; other things in words."""
    if not isinstance(returned, dict):
        return f"a {type(returned).__name__}"
    return {str(name): [type(value).__name__, str(value), repr(value)[:80]] for name, value in returned.items()}


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0][:300]}"


if __name__ == "__main__":
    main()
