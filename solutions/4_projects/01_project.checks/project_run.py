"""A script: runs a learner's project once, as `mlflow run` does, in a store of its own.

    python project_run.py

Its current folder holds the project, `lr`, and `given.json`: the entry point and its parameters. It gets `facts.json`.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

EXPERIMENT = "check"


def main() -> None:
    given = json.loads(Path("given.json").read_text(encoding="utf-8"))
    with Path("said.txt").open("wb") as said:
        os.dup2(said.fileno(), 1)  # what the script prints goes there as well
        os.dup2(said.fileno(), 2)
        fact = _ran(given["entry point"], given["parameters"])
    Path("facts.json").write_text(json.dumps(fact | {"said": _said()}, default=repr), encoding="utf-8")


def _said() -> str:
    """The last line that was printed and isn't MLflow's own; only the end is read: a script may print without end."""
    with Path("said.txt").open("rb") as said:
        said.seek(max(0, os.fstat(said.fileno()).st_size - 20_000))
        lines = said.read().decode(errors="replace").splitlines()
    return next((line.strip()[:300] for line in reversed(lines) if line.strip() and " mlflow." not in line), "")


def _ran(entry_point: str, parameters: dict[str, str]) -> dict[str, Any]:
    """What MLflow has raised, and what the run says."""
    import mlflow
    from mlflow.projects import run

    raised = ""
    try:
        run("lr", entry_point, parameters=parameters, experiment_name=EXPERIMENT, env_manager="local")
    except Exception as error:  # MLflow's own, or a KeyError for a name in braces that isn't declared
        raised = f"{type(error).__name__}: {' '.join(str(error).split())}"
    found = mlflow.search_runs(experiment_names=[EXPERIMENT], output_format="list")
    return {
        "raised": raised,
        "runs": [
            {
                "status": each.info.status,
                "params": each.data.params,
                "metrics": each.data.metrics,
                "tags": each.data.tags,
            }
            for each in found
        ],
    }


if __name__ == "__main__":
    main()
