"""Notebook 4.2: a package: the clock mended in it, its tests, its wheel, its lock, and a project that uses it."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import yaml
from mlflow.entities import Run
from sklearn.linear_model import Ridge
from sklearn.metrics import root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from workshop.checks import expect, written
from workshop.checks.check_of import exercise
from workshop.checks.choice import choice
from workshop.checks.evidence import FILL, Evidence
from workshop.checks.expect import near, shown
from workshop.energy.table import FEATURES, TARGETS
from workshop.progress.outcome import NotAttempted, Wrong

from . import built, clock_trial, lock, planted, tests_tried

TAG, ENTRY = "powerdesk", "mended"
PROJECT, SCRIPT = "4_projects/lr/MLproject", "4_projects/lr/mended.py"
METRICS = ("rmse_solar", "rmse_wind")
WITHIN = 1e-6


# 4.2.1: what import finds


@exercise("4.2.1", "a choice: a, b, c or d")
def after_an_edit(evidence: Evidence) -> str:
    return choice(
        evidence,
        "b",
        "what is imported is a copy, and only installing makes a new one",
        {
            "a": "Each new process does read a file. Which one: that in src, or that in the folder of packages?",
            "c": "A version number is a text in the source. Who would look at it when something is imported?",
            "d": "The installed copy doesn't know where it came from. Who would compare?",
        },
    )


# 4.2.2: the clock


@exercise(
    "4.2.2",
    "src/powerdesk/hours.py: mended, tried on tables of several years",
    seconds=120,
    slow="tries mended on tables of its own",
)
def mended(evidence: Evidence) -> str:
    source = written.text(evidence, clock_trial.FILE)
    evidence.refuse_what_was_caught_up("hours.py, as it stands there,")
    clock_trial.not_written(source)
    clock_trial.judged(clock_trial.facts((evidence.work / clock_trial.FILE).parent, evidence.workspace.space.state))
    return "each hour has its own power and its own weather, in winter, in summer, and around the changes of the clock"


# 4.2.3: tests


@exercise(
    "4.2.3",
    "tests/test_hours.py: tests that pass on correct code and find planted bugs",
    seconds=180,
    slow="runs your tests on copies of the package",
)
def tested(evidence: Evidence) -> str:
    source = written.text(evidence, tests_tried.FILE)
    evidence.refuse_what_was_caught_up("test_hours.py, as it stands there,")
    tests_tried.written(source)
    return tests_tried.judged(tests_tried.facts(evidence.work / built.FOLDER, evidence.workspace.space.state))


# 4.2.4: the wheel


@exercise("4.2.4", "pyproject.toml, the wheel that it gives, and the package installed in packages")
def wheel_installed(evidence: Evidence) -> str:
    text = written.text(evidence, built.FILE)
    evidence.refuse_what_was_caught_up("pyproject.toml, as it stands there,")
    number = built.judged(evidence.work, text)
    return f"powerdesk {number} is described, built, and installed as it was built"


# 4.2.5: the lock


@exercise("4.2.5", "requirements.lock: all that powerdesk needs, in the versions that are installed")
def locked(evidence: Evidence) -> str:
    text = written.text(evidence, lock.FILE, *ELSEWHERE)
    evidence.refuse_what_was_caught_up("requirements.lock, as it stands there,")
    pinned = lock.pins(text)
    if not pinned:
        raise NotAttempted("requirements.lock names no package yet.", FILL)
    by = lock.needed(evidence.work / "packages")
    lock.judged(pinned, by)
    direct = sum(who == lock.NAME for who in by.values())
    return f"{direct} packages are needed directly, the others by these, and each has the version that is installed"


ELSEWHERE = ("requirements.lock", "4_projects/requirements.lock")  # where the file lands by mistake


# 4.2.6: the project


@exercise("4.2.6", f"a run by mlflow run, of the entry point {ENTRY}")
def used(evidence: Evidence) -> str:
    run = evidence.run
    if run.data.tags.get("mlflow.source.type") != "PROJECT":
        raise Wrong(
            f"The run {run.info.run_name} wasn't made by mlflow run: it says nothing of a project.",
            'mlflow.projects.run("4_projects/lr", ...) starts the entry point, which makes the run.',
        )
    entry = run.data.tags.get("mlflow.project.entryPoint")
    if entry != ENTRY:
        raise Wrong(
            f"The run {run.info.run_name} is of the entry point {shown(entry)}.",
            f'entry_point="{ENTRY}" starts the new one.',
        )
    expect.all_parts(
        partial(_says_version, evidence, run), partial(_errors_are, evidence, run), partial(_stands_there, evidence)
    )
    return f"the project trained on mended hours, and says that powerdesk {run.data.tags[TAG]} has mended them"


def _stands_there(evidence: Evidence) -> None:
    """Raises Wrong unless the project still has the entry point, and its script uses the package."""
    try:
        entry = yaml.safe_load(written.text(evidence, PROJECT))["entry_points"][ENTRY]["command"]
    except (yaml.YAMLError, KeyError, TypeError, ValueError, RecursionError):
        entry = None
    if f"{ENTRY}.py" not in str(entry):
        raise Wrong(
            f"In MLproject the command of the entry point {ENTRY} is {shown(entry)}.",
            "The cell that adds the entry point writes it: run it again.",
        )
    try:
        tree = ast.parse(written.text(evidence, SCRIPT))
    except (SyntaxError, ValueError, RecursionError) as error:
        raise Wrong(f"{ENTRY}.py is no Python: {error}.", written.WRITE) from None
    imported = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    called = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)}
    used = any(lock.NAME in ast.unparse(node) for node in imported) and ENTRY in called
    if not used or not {"log_metrics", "log_metric", "log_batch"} & called:
        raise Wrong(f"{ENTRY}.py doesn't use {lock.NAME} any more.", written.WRITE)


def _says_version(evidence: Evidence, run: Run) -> None:
    """Raises Wrong unless the run says which version of the package it used: one that is installed."""
    said = run.data.tags.get(TAG)
    if said is None:
        raise Wrong(
            f"The run {run.info.run_name} has no tag {TAG}.",
            'In the script: mlflow.set_tag("powerdesk", version("powerdesk")).',
        )
    infos = sorted((evidence.work / "packages").glob(f"{lock.NAME}-*.dist-info"))
    there = [path.name.removeprefix(f"{lock.NAME}-").removesuffix(".dist-info") for path in infos]
    if said not in there:
        raise Wrong(
            f"The run says {TAG} = {shown(said)}; installed is {', '.join(there) or 'none'}.",
            'version("powerdesk") gives the version that is installed; then run the project again.',
        )


def _errors_are(evidence: Evidence, run: Run) -> None:
    """Raises Wrong unless the metrics are the errors after `judge_from` of a fit on the mended hours before it."""
    given = expect.metrics(run, METRICS, "The script logs both, rmse_solar and rmse_wind.")
    alpha, judge_from = _parameters(run)
    table = pd.concat([evidence.hours, evidence.arrived], ignore_index=True)
    expected = _errors(_mended(table), alpha, judge_from)
    if _same(given, expected):
        return
    found = (
        f"rmse_solar is {given['rmse_solar']:.4f} and rmse_wind {given['rmse_wind']:.4f}; on mended hours they are "
        f"{expected['rmse_solar']:.4f} and {expected['rmse_wind']:.4f} GW."
    )
    slips: list[tuple[Callable[[], dict[str, float]], str]] = [
        (
            lambda: _errors(table, alpha, judge_from),
            "These are the errors without mending: hours.mended(train.read(...)) comes before the split.",
        ),
        (
            lambda: dict(zip(METRICS, (expected["rmse_wind"], expected["rmse_solar"]), strict=True)),
            "Both are exchanged: the first column is solar power.",
        ),
        (
            lambda: _errors(_mended(table), alpha, judge_from, judged_on="known"),
            "These are the errors on the hours that it learned from: split gives the earlier hours first.",
        ),
        (
            lambda: _errors(_mended(table), alpha, judge_from, exchanged=True),
            "known and unseen are exchanged: split gives the earlier hours first.",
        ),
        (
            lambda: _errors(_mended(table), alpha, judge_from, judged_on="all"),
            "These are the errors on all hours: only those from judge_from on count.",
        ),
    ]
    for errors, words in slips:
        if _same(given, errors()):
            raise Wrong(found, words)
    raise Wrong(
        found,
        "Read 4_projects/hours.csv (all hours so far; 4.1 writes it), mend, split at judge_from, fit on the earlier "
        "hours, judge on the later ones.",
    )


def _parameters(run: Run) -> tuple[float, str]:
    """The run's alpha and judge_from. Raises Wrong where a fit with them can't be made."""
    params = expect.params(
        run,
        ("data", "alpha", "judge_from"),
        'The entry point has the parameters of main: entry_points["main"]["parameters"].',
    )
    try:
        alpha, day = float(params["alpha"]), pd.Timestamp(params["judge_from"])
        if not (0 <= alpha < np.inf and pd.Timestamp("2013-02-01") < day < pd.Timestamp("2015-06-30")):
            raise ValueError
    except (ValueError, TypeError):
        raise Wrong(
            f"The run has alpha = {shown(params['alpha'])} and judge_from = {shown(params['judge_from'])}.",
            "Leave both as MLproject has them.",
        ) from None
    return alpha, params["judge_from"]


def _mended(table: pd.DataFrame) -> pd.DataFrame:
    """The hours with each hour's own weather, by the correct copy of hours.py."""
    return _correct().mended(table)  # type: ignore[no-any-return]


def _correct() -> Any:
    spec = importlib.util.spec_from_file_location("correct_hours", planted.COPIES / f"{planted.CORRECT}.py")
    assert spec and spec.loader, "Python loads what ends in .py"
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _errors(
    table: pd.DataFrame, alpha: float, judge_from: str, judged_on: str = "unseen", exchanged: bool = False
) -> dict[str, float]:
    """The RMSE of a fit on the hours before `judge_from`, or on the others where both are `exchanged`, in GW, by the
    names of the metrics."""
    later = (table["utc_timestamp"] >= pd.Timestamp(judge_from, tz="UTC")) != exchanged
    model = make_pipeline(StandardScaler(), Ridge(alpha)).fit(table.loc[~later, FEATURES], table.loc[~later, TARGETS])
    judged = {"unseen": table[later], "known": table[~later], "all": table}[judged_on]
    errors = root_mean_squared_error(judged[TARGETS], model.predict(judged[FEATURES]), multioutput="raw_values")
    return dict(zip(METRICS, map(float, errors), strict=True))


def _same(given: dict[str, float], expected: dict[str, float]) -> bool:
    return all(near(given[name], expected[name], WITHIN) for name in METRICS)
