"""A script: what a learner's `search.py` does with wines that nobody has ever drunk.

    python attempts.py

Its current folder holds `search.py`, and gets `facts.json`: what each of the three functions gave, raised and left.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

FUNCTIONS = ("prepared", "objective", "work")
SETTINGS = ({"alpha": 0.05, "l1_ratio": 0.9}, {"alpha": 0.3, "l1_ratio": 0.1})
WORKERS = ((1, 4), (2, 3))  # number and trials of each, on one study
STUDY = "wine"


def planted() -> tuple[Any, Any]:
    """Wines to learn from: measurements of very different size, and the alcohol. The index isn't 0, 1, 2, ..."""
    import numpy as np
    import pandas as pd

    lots = np.random.default_rng(7)
    index = 1000 + lots.permutation(45)
    columns = lots.normal(size=(45, 5)) * [0.01, 1, 30, 4, 1000] + [0, 5, 100, -3, 20]
    columns[:, 0] *= np.linspace(1, 6, 45)  # so that it matters which wines a scaler has seen
    alcohol = 12 + columns @ [40, 0.5, 0.01, 0, 0.0004] + lots.normal(size=45) * 0.4
    return pd.DataFrame(columns, index, list("vwxyz")), pd.Series(alcohol, index, name="alcohol")


def main() -> None:
    Path("facts.json").write_text(json.dumps(facts(), default=repr), encoding="utf-8")


def facts() -> dict[str, Any]:
    """What search.py does, and what it prints meanwhile."""
    found: dict[str, Any] = {}
    with redirect_stdout(StringIO()) as said:
        _all(found)
    return found | {"printed": said.getvalue().strip()[:200]}


def _all(facts: dict[str, Any]) -> None:
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sys.path.insert(0, str(Path.cwd()))
    try:
        search: Any = importlib.import_module("search")
    except (Exception, SystemExit) as error:
        facts["import"] = _words(error)
        return
    facts["missing"] = [name for name in FUNCTIONS if not callable(getattr(search, name, None))]
    if facts["missing"]:
        return
    counted = _counting()
    folds, facts["prepared"] = _called(search.prepared, *planted())
    before = sum(counted.values())
    facts["tried"] = [_tried(search.objective, folds, setting) for setting in SETTINGS]
    facts["prepared again"] = sum(counted.values()) - before
    facts["shared"] = _worked(search.work, folds, WORKERS)
    facts["again"] = _worked(search.work, folds, WORKERS[:1])


def _called(function: Callable[..., Any], *given: Any) -> tuple[Any, str]:
    """What a function gave, and what it raised, or ""."""
    try:
        return function(*given), ""
    except (Exception, SystemExit) as error:
        return None, _words(error)


def _counting() -> dict[str, int]:
    """How often wines were cut or scaled, by scikit-learn: counted from now on."""
    from sklearn.model_selection import KFold
    from sklearn.preprocessing import StandardScaler

    counts = {"cut": 0, "scaled": 0}

    def count(owner: Any, method: str, what: str) -> None:
        plain = getattr(owner, method)

        def counted(*given: Any, **named: Any) -> Any:
            counts[what] += 1
            return plain(*given, **named)

        setattr(owner, method, counted)

    count(KFold, "split", "cut")
    count(StandardScaler, "partial_fit", "scaled")  # fit and fit_transform call it
    return counts


def _tried(objective: Callable[..., Any], folds: Any, setting: dict[str, float]) -> dict[str, Any]:
    """What the objective gave for a trial with these settings, and what it asked of the trial and noted on it."""
    from optuna.trial import FixedTrial

    trial = FixedTrial(setting)
    value, raised = _called(objective, trial, folds)
    return {
        "value": _number(value),
        "shown": repr(value)[:60],
        "raised": raised,
        "asked": {
            name: [getattr(distribution, what, None) for what in ("low", "high", "log")]
            for name, distribution in trial.distributions.items()
        },
        "noted": trial.user_attrs.get("process") == os.getpid(),
    }


def _worked(work: Callable[..., Any], folds: Any, workers: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    """What the workers, one after the other, have raised, and what they have left in one new study."""
    import optuna

    storage = optuna.storages.InMemoryStorage()
    study = optuna.create_study(study_name=STUDY, storage=storage)
    raised = [_called(work, storage, folds, number, trials)[1] for number, trials in workers]
    left = [{"params": trial.params, "value": _number(trial.value)} for trial in study.trials]
    return {"raised": raised, "left": left}


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[0][:300]}"


if __name__ == "__main__":
    main()
