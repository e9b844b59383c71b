"""Tries a learner's `search.py` in a process of its own, and says what it did with wines that it doesn't know."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import ElasticNet
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

from workshop.checks import process
from workshop.checks.expect import near, shown
from workshop.checks.written import WRITE
from workshop.progress.outcome import NotAttempted, Wrong

from . import attempts

FILE = "4_projects/wine/search.py"
SECONDS = 100
SAME = 1e-9
RANGES = {"alpha": [1e-4, 1, True], "l1_ratio": [0.05, 1, False]}  # lowest, highest, logarithmic
Fact = dict[str, Any]


def functions(text: str) -> None:
    """Raises NotAttempted where the file has none of the functions yet, Wrong where it lacks some or isn't Python."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise Wrong(f"search.py isn't Python: {str(error)[:200]}.", WRITE) from None
    names = {name for node in tree.body for name in _made(node)}
    missing = [name for name in attempts.FUNCTIONS if name not in names]
    if missing and not any(isinstance(node, ast.FunctionDef) for node in tree.body):
        raise NotAttempted(f"search.py has no function {', '.join(missing)} yet.", WRITE)
    if missing:
        raise Wrong(
            f"search.py lacks {', '.join(missing)}.",
            f"worker.py and the check call {', '.join(attempts.FUNCTIONS)}, by these names.",
        )
    if any(isinstance(node, ast.Name) and node.id == "____" for node in ast.walk(tree)):
        raise Wrong("There are blanks in search.py, ____.", WRITE)
    if any(module.partition(".")[0] == "mlflow" for node in ast.walk(tree) for module in _imported(node)):
        raise Wrong(
            "search.py imports MLflow, which takes each worker a second, for runs that nobody opens.",
            "Leave MLflow out: auto_train.py logs all trials as one table.",
        )


def _made(node: ast.stmt) -> list[str]:
    """The names that a statement gives a value."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    return [each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)]


def _imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []


def facts(text: str, state: Path) -> Fact:
    """What the functions of a search.py with this text have done; `state` is the folder of the learner's state. Raises
    Crashed where their process ends early or takes too long."""
    return process.facts(Path(attempts.__file__), {"search.py": text.encode()}, "search.py", SECONDS, state)


def judged(found: Fact) -> None:
    """Raises Wrong for the first thing that search.py did otherwise than asked."""
    if "import" in found:
        raise Wrong(f"search.py can't be imported: {found['import'].rstrip('.')}.", WRITE)
    if found["missing"]:
        raise Wrong(f"{', '.join(found['missing'])} in search.py is no function.", "Define it with def.")
    _raised("prepared(wines, alcohol)", found["prepared"])
    for setting, tried in zip(attempts.SETTINGS, found["tried"], strict=True):
        _raised(f"objective, for a trial with {_words(setting)},", tried["raised"])
        _proposed(tried)
    _values([tried["value"] for tried in found["tried"]], found["tried"])
    _once(found)
    _worked(found)
    _seeds(found)
    if found["printed"]:
        raise Wrong(
            f"search.py prints {shown(found['printed'])}.", "Trials are quiet: with many, nobody reads a line for each."
        )


def _words(setting: dict[str, float]) -> str:
    return " and ".join(f"{name} {value}" for name, value in setting.items())


def _raised(what: str, error: str) -> None:
    if not error:
        return
    mend = "Import search.py's functions in a cell of your own, and call them with some rows of wines."
    if error.startswith(("KeyError", "IndexError")):
        mend = "FOLDS.split gives positions of rows, and a table has an index of its own: wines.iloc[...]."
    if "is not found" in error:
        mend = 'Ask the trial for the names "alpha" and "l1_ratio", and for no others.'
    if "DuplicatedStudyError" in error:
        mend = "The study is there: optuna.load_study(study_name=..., storage=..., sampler=...) takes it up."
    raise Wrong(f"{what} raised {error.rstrip('.')}.", mend)


def _proposed(tried: Fact) -> None:
    """Raises Wrong unless the trial was asked for both settings, in their ranges, and got its process noted."""
    for name, (low, high, log) in RANGES.items():
        given = tried["asked"].get(name)
        if given is None:
            raise Wrong(f"The objective doesn't ask the trial for {name}.", f'trial.suggest_float("{name}", ...)')
        if given[:2] != [low, high]:
            raise Wrong(
                f"{name} is asked for from {shown(given[0])} to {shown(given[1])}.",
                f"It should be from {low} to {high}.",
                share=0.2,
            )
        if bool(given[2]) != log:
            raise Wrong(
                f"{name} is proposed on a{' logarithmic' if given[2] else 'n even'} scale.",
                "log=True belongs to alpha, whose range goes by factors of ten, and to nothing else.",
                share=0.2,
            )
    if not tried["noted"]:
        raise Wrong(
            "The trial doesn't say which process has made it.",
            'trial.set_user_attr("process", os.getpid()) notes it, in the objective.',
            share=0.3,
        )


def _values(given: list[float | None], tried: list[Fact]) -> None:
    """Raises Wrong unless the objective gives the errors that these wines have, with the mistake that gives just such
    numbers."""
    if any(value is None for value in given):
        raise Wrong(
            f"The objective returns {next(each['shown'] for each in tried if each['value'] is None)}.",
            "It returns one number, the mean of the errors.",
            share=0.2,
        )
    numbers = [value for value in given if value is not None]
    for computed, found, try_next in _SLIPS:
        if all(near(value, computed(setting), SAME) for value, setting in zip(numbers, attempts.SETTINGS, strict=True)):
            if found:
                raise Wrong(found, try_next, share=0.3)
            return
    raise Wrong(
        f"For wines of the check's own, with {_words(attempts.SETTINGS[0])}, the objective gives {numbers[0]:.6g}; "
        f"it should be {right(attempts.SETTINGS[0]):.6g}.",
        "Fit an ElasticNet with both settings on the first two parts of a fold, predict the third, and compare it with "
        "the fourth.",
        share=0.2,
    )


def _once(found: Fact) -> None:
    """Raises Wrong where the objective cut or scaled wines again."""
    if found["prepared again"]:
        raise Wrong(
            "The objective cuts or scales wines itself, in every trial anew.",
            "That is the same in each trial: do it in prepared, once.",
            share=0.5,
        )


def _worked(found: Fact) -> None:
    """Raises Wrong unless both workers have added as many trials as asked to the one study, by the objective."""
    for (number, trials), error in zip(attempts.WORKERS, found["shared"]["raised"], strict=True):
        _raised(f"work(storage, folds, {number}, {trials})", error)
    left, wanted = found["shared"]["left"], sum(trials for _, trials in attempts.WORKERS)
    said = " and ".join(f"work(storage, folds, {number}, {trials})" for number, trials in attempts.WORKERS)
    if not left:
        raise Wrong(
            f"After {said} the study in the storage is empty.",
            f'The study is there: optuna.load_study(study_name="{attempts.STUDY}", storage=storage, sampler=sampler).',
            share=0.6,
        )
    if len(left) != wanted:
        raise Wrong(
            f"After {said} the study has {len(left)} trials; it should have {wanted}.", "n_trials=trials", share=0.6
        )
    for trial in left:
        if not _given_by_the_objective(trial):
            raise Wrong(
                f"After {said} a trial with {_words(trial['params'])} has the value {shown(trial['value'])}, "
                "which isn't what objective gives.",
                "study.optimize(lambda trial: objective(trial, folds), n_trials=trials)",
                share=0.6,
            )


def _given_by_the_objective(trial: Fact) -> bool:
    """Whether a trial in the study has settings in their ranges, and the value that belongs to them."""
    for name, (low, high, _) in RANGES.items():
        given = trial["params"].get(name)
        if not isinstance(given, float) or not low <= given <= high:
            return False
    return near(trial["value"] or math.nan, right({name: trial["params"][name] for name in RANGES}), SAME)


def _seeds(found: Fact) -> None:
    """Raises Wrong unless a worker's number, and nothing else, says what it draws by lot."""
    first = attempts.WORKERS[0][1]
    one = [trial["params"] for trial in found["shared"]["left"]]
    if one[:first] != [trial["params"] for trial in found["again"]["left"]]:
        raise Wrong(
            "The same worker, called again with a new study, proposes something else.",
            "Give its sampler a seed: TPESampler(seed=number).",
            share=0.7,
        )
    if any(params in one[:first] for params in one[first:]):
        raise Wrong(
            "Both workers propose the same: half of the work is done twice.",
            "Each worker's own number is the seed of its sampler: TPESampler(seed=number).",
            share=0.7,
        )


def _errors(
    setting: dict[str, float],
    scaler: Callable[[Any, Any, Any], tuple[Any, Any]],
    known_only: bool = False,
    shuffle: bool = True,
    **other: float,
) -> list[float]:
    """The RMSE of each fold of the check's wines; `scaler` makes the two tables of (all, rest, held out)."""
    wines, alcohol = attempts.planted()
    table, truth, found = wines.to_numpy(), alcohol.to_numpy(), []
    for rest, held_out in KFold(5, shuffle=shuffle, random_state=0 if shuffle else None).split(table):
        known, unseen = scaler(table, table[rest], table[held_out])
        model = ElasticNet(**{**setting, **other}).fit(known, truth[rest])
        judged_on, true = (known, truth[rest]) if known_only else (unseen, truth[held_out])
        found.append(float(root_mean_squared_error(true, model.predict(judged_on))))
    return found


def _by_the_rest(_: Any, rest: Any, held_out: Any) -> tuple[Any, Any]:
    scaler = StandardScaler().fit(rest)
    return scaler.transform(rest), scaler.transform(held_out)


def _by_all(every: Any, rest: Any, held_out: Any) -> tuple[Any, Any]:
    scaler = StandardScaler().fit(every)
    return scaler.transform(rest), scaler.transform(held_out)


def _by_the_held_out(_: Any, rest: Any, held_out: Any) -> tuple[Any, Any]:
    scaler = StandardScaler().fit(held_out)
    return scaler.transform(rest), scaler.transform(held_out)


def _each_by_itself(_: Any, rest: Any, held_out: Any) -> tuple[Any, Any]:
    return StandardScaler().fit_transform(rest), StandardScaler().fit_transform(held_out)


def _not_at_all(_: Any, rest: Any, held_out: Any) -> tuple[Any, Any]:
    return rest, held_out


def right(setting: dict[str, float]) -> float:
    """What the objective should give for a trial with these settings, for the check's wines."""
    return _mean(**setting)


@cache
def _mean(alpha: float, l1_ratio: float) -> float:
    return float(np.mean(_errors({"alpha": alpha, "l1_ratio": l1_ratio}, _by_the_rest)))


def _mean_with(scaler: Callable[[Any, Any, Any], tuple[Any, Any]], **how: Any) -> Callable[[dict[str, float]], float]:
    return lambda setting: float(np.mean(_errors(setting, scaler, **how)))


_of_the_folds = partial(_errors, scaler=_by_the_rest)
_FIRST = "Fit the scaler of a fold on wines.iloc[rest] alone."
_SLIPS: tuple[tuple[Callable[[dict[str, float]], float], str, str], ...] = (
    (right, "", ""),
    (
        _mean_with(_by_all),
        "The wines were scaled by a scaler that has seen all of them, those held out, too.",
        f"What is held out must stay unknown. {_FIRST}",
    ),
    (_mean_with(_not_at_all), "The wines aren't scaled.", _FIRST),
    (_mean_with(_by_the_held_out), "The scaler of a fold was fitted on the wines held out.", _FIRST),
    (
        _mean_with(_each_by_itself),
        "The wines held out were scaled by a scaler of their own.",
        "The model knows the scale of the wines that it was fitted on: transform both by the one scaler.",
    ),
    (
        _mean_with(_by_the_rest, known_only=True),
        "The error is that on the wines on which the model was fitted.",
        "Predict the wines held out, the third part of a fold, and compare with the fourth.",
    ),
    (
        _mean_with(_by_the_rest, shuffle=False),
        "The folds aren't those of FOLDS.",
        "FOLDS.split(wines) cuts them, as it was given: all workers must mean the same folds.",
    ),
    (
        _mean_with(_by_the_rest, l1_ratio=0.5),
        "The model doesn't get the l1_ratio that the trial proposes.",
        "ElasticNet(alpha=alpha, l1_ratio=l1_ratio)",
    ),
    (
        _mean_with(_by_the_rest, alpha=1.0),
        "The model doesn't get the alpha that the trial proposes.",
        "ElasticNet(alpha=alpha, l1_ratio=l1_ratio)",
    ),
    (
        lambda setting: _of_the_folds(setting)[-1],
        "The objective returns the error of the last fold.",
        "It returns the mean over all folds.",
    ),
    (
        lambda setting: _of_the_folds(setting)[0],
        "The objective returns the error of the first fold.",
        "It returns the mean over all folds: return behind the loop, not in it.",
    ),
    (
        lambda setting: sum(_of_the_folds(setting)),
        "The objective returns the sum over the folds.",
        "Divide it by their number.",
    ),
    (
        lambda setting: -right(setting),
        "The objective returns the error with a minus.",
        "The study looks for a small value: the error as it is.",
    ),
    (
        lambda setting: float(np.mean(np.square(_of_the_folds(setting)))),
        "The objective returns the mean of the squared errors.",
        "root_mean_squared_error takes the root, fold by fold.",
    ),
)
