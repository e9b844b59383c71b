"""The run that auto_train has left: its trials, its model and its scores, each computed again."""

from __future__ import annotations

import csv
import io
import math
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import skops.io
from mlflow.entities import Run
from mlflow.utils.mlflow_tags import MLFLOW_PROJECT_ENTRY_POINT, MLFLOW_SOURCE_TYPE
from sklearn.metrics import r2_score

from workshop.checks import expect, logged_model, picture
from workshop.checks.evidence import Evidence
from workshop.checks.expect import near, shown
from workshop.checks.run_contents import crash
from workshop.progress.outcome import NotAttempted, Wrong

from . import wines

ENTRY = "auto_train"
LEAST_TRIALS, MOST_TRIALS, WORKERS = 30, 1000, 2
TRIALS, COEFFICIENTS, FIGURE = "trials.csv", "coefficients.csv", "importance.png"
RANGES = {"alpha": (1e-4, 1.0), "l1_ratio": (0.05, 1.0)}
SAME = 1e-9  # of errors and coefficients, computed in another order
SAMPLE = 60  # trials that are computed again, at most: about 7 ms each
COMMAND = "mlflow run 4_projects/wine -e auto_train --env-manager local --experiment-name ... -P n_iter=30 -P workers=2"
AS_GIVEN = "Leave the course's files in 4_projects/wine as they were; `workshop up` puts back what is missing."


@dataclass(frozen=True)
class Trial:
    """A row of trials.csv."""

    process: str
    alpha: float
    l1_ratio: float
    error: float


def run_of(evidence: Evidence, entry: str = ENTRY) -> Run:
    """The newest finished run of an entry point of the project, not made by catching up on another notebook. Raises
    NotAttempted where there is none, Wrong for one that failed, is elsewhere, or was made in another way."""
    runs = evidence.own_runs([evidence.experiment])
    mine = [run for run in runs if _entry(run) == entry]
    finished = [run for run in mine if run.info.status == "FINISHED"]
    if finished:
        evidence.seen.update(experiment=finished[0].info.experiment_id, run=finished[0].info.run_id)
        return finished[0]
    if mine:
        why = mine[0].data.tags.get("refused")
        raise Wrong(
            f"The run {mine[0].info.run_name} of {entry} has the status {mine[0].info.status}"
            f"{f': it was refused, {shown(why, 300)}' if why else ''}.",
            "print(*said, sep='\\n') shows all that the command said. Mend that, and run it again.",
        )
    raise _no_run(evidence, runs, entry)


def _entry(run: Run) -> str | None:
    entry = run.data.tags.get(MLFLOW_PROJECT_ENTRY_POINT)
    return entry if run.data.tags.get(MLFLOW_SOURCE_TYPE) == "PROJECT" else None


def _no_run(evidence: Evidence, runs: list[Run], entry: str) -> NotAttempted | Wrong:
    """What to say where no run of the entry point is in the notebook's experiment."""
    landed = evidence.stray(lambda run: _entry(run) == entry)
    if landed:
        return Wrong(
            f"No run of {entry} in the experiment {evidence.experiment}; {landed.name} is in {landed.experiment}.",
            "Give the command --experiment-name {desk.experiment}.",
        )
    made = next((run for run in runs if "n_iter" in run.data.params), None)
    if made and _entry(made) is None:
        return Wrong(
            f"The run {made.info.run_name} wasn't started by mlflow run, by the entry point {entry}.",
            f"Start the project from outside: {COMMAND}.",
        )
    if made:
        return Wrong(
            f"The run {made.info.run_name} is of the entry point {_entry(made)}.", f"-e {entry} names this one."
        )
    by_hand = next((run for run in runs if _entry(run) == "main" and run.info.status == "FINISHED"), None)
    found = f"; the newest finished one, {by_hand.info.run_name}, is of main" if by_hand else ""
    return NotAttempted(f"There is no run of {entry} in {evidence.experiment} yet{found}.", f"In the cell: {COMMAND}.")


def asked_for(run: Run) -> tuple[int, int]:
    """How many trials and workers the run was asked for. Raises Wrong where that isn't what the words say."""
    expect.params(run, ["n_iter", "workers"], AS_GIVEN)
    trials = expect.whole(run, "n_iter", LEAST_TRIALS, MOST_TRIALS, f"-P n_iter={LEAST_TRIALS} asks for as many.")
    workers = expect.whole(run, "workers", WORKERS, WORKERS, f"-P workers={WORKERS} asks for two.")
    return trials, workers


def trials_of(evidence: Evidence, run: Run) -> Trial:
    """The best of the run's trials. Raises Wrong unless all that were asked for are there, by all workers, each with
    the error that cross-validation on the wines to learn from gives."""
    wanted, workers = asked_for(run)
    found = [_trial(row) for row in _table(evidence.of(run), TRIALS, ["process", "alpha", "l1_ratio", "cv_rmse"])]
    if len(found) != wanted:
        raise Wrong(f"{TRIALS} has {len(found)} trials; {wanted} were asked for.", _again("work"))
    processes = {trial.process for trial in found}
    if len(processes) != workers or "" in processes:
        raise Wrong(
            f"{TRIALS} names {len(processes - {''})} processes; {workers} workers were asked for.", _again("objective")
        )
    if len({(trial.alpha, trial.l1_ratio) for trial in found}) < len(found):
        raise Wrong(f"Trials in {TRIALS} are there twice.", _again("work"))
    best = min(found, key=lambda trial: trial.error)
    others = [trial for trial in found if trial is not best]
    for trial in [best, *random.sample(others, min(len(others), SAMPLE))]:
        _honest(trial)
    if not near(run.data.metrics.get("cv_rmse", math.nan), best.error, SAME):
        raise Wrong(
            f"The run's cv_rmse is {shown(run.data.metrics.get('cv_rmse'))}; the best trial has {best.error}.", AS_GIVEN
        )
    return best


def _again(function: str) -> str:
    return f"Has search.py changed since 4.5.3? Look at {function}, check 4.5.3 again, and run auto_train again."


def _trial(row: dict[str, str]) -> Trial:
    """A row of trials.csv as numbers, in their ranges."""
    numbers = {name: _number(row[name]) for name in ("alpha", "l1_ratio", "cv_rmse")}
    for name, (low, high) in RANGES.items():
        if not low <= numbers[name] <= high:
            raise Wrong(f"A trial in {TRIALS} has the {name} {shown(row[name])}.", _again("objective"))
    return Trial(row["process"], numbers["alpha"], numbers["l1_ratio"], numbers["cv_rmse"])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _honest(trial: Trial) -> None:
    """Raises Wrong unless a trial's error is that of cross-validation on the wines to learn from."""
    if near(trial.error, wines.cross_validated(trial.alpha, trial.l1_ratio), SAME):
        return
    known, unseen, alcohol, truth = wines.tables()
    model = wines.fitted(trial.alpha, trial.l1_ratio, known, alcohol)
    words = f"The trial with alpha {trial.alpha} and l1_ratio {trial.l1_ratio} has the error {trial.error} in {TRIALS}"
    if near(trial.error, wines.error(model, unseen, truth), SAME):
        raise Wrong(
            f"{words}: it was judged on the test wines.",
            "A search that sees them picks the winner by them; after that they can't say how good it is. The folds of "
            "the wines to learn from judge the trials.",
        )
    raise Wrong(f"{words}; cross-validation on the wines to learn from gives another one.", _again("prepared"))


def _table(evidence: Evidence, name: str, columns: list[str]) -> list[dict[str, str]]:
    """The rows of a table among the run's artifacts. Raises Wrong where it isn't there, or lacks columns."""
    if name not in evidence.artifacts():
        raise Wrong(f"The run {evidence.run.info.run_name} has no {name}.", AS_GIVEN)
    try:
        rows = list(csv.DictReader(io.StringIO(evidence.text(name))))
    except csv.Error:
        rows = []
    if not rows or any(not isinstance(row.get(column), str) for row in rows for column in columns):
        raise Wrong(f"{name} of the run {evidence.run.info.run_name} isn't a table of {', '.join(columns)}.", AS_GIVEN)
    return rows


def model_of(evidence: Evidence, best: Trial) -> Any:
    """The run's model. Raises Wrong unless it is the best trial's, on all wines to learn from, stored as wine.py does.
    It is loaded by skops, with no type that skops doesn't know, whatever its own list says."""
    params = expect.params(evidence.run, RANGES, AS_GIVEN)
    if any(not near(_number(params[name]), getattr(best, name), SAME) for name in RANGES):
        raise Wrong(
            f"The run's parameters are alpha {params['alpha']} and l1_ratio {params['l1_ratio']}; the best trial has "
            f"{best.alpha} and {best.l1_ratio}.",
            AS_GIVEN,
        )
    if not evidence.models:
        raise Wrong(f"The run {evidence.run.info.run_name} has no model.", AS_GIVEN)
    known, unseen, alcohol, _ = wines.tables()
    model = opened(evidence)
    if _alike(model, wines.fitted(best.alpha, best.l1_ratio, known, alcohol).predict(unseen)):
        return model
    if _alike(model, wines.fitted(best.alpha, best.l1_ratio, *wines.every()).predict(unseen)):
        raise Wrong("The model was fitted on all wines, the test wines among them.", AS_GIVEN)
    raise Wrong("The model isn't the one with the best trial's settings, fitted on all wines to learn from.", AS_GIVEN)


def opened(evidence: Evidence) -> Any:
    """The model of the evidence's run, read by skops. Raises Wrong unless it is a file of skops, signed and pinned."""
    stored = logged_model.logged(evidence, "sklearn")
    logged_model.stored_by_skops(stored)
    logged_model.takes(stored, list(map(str, wines.every()[0])))
    if stored.signature is None or not stored.signature.outputs:
        raise Wrong("The model's signature doesn't say what it gives.", AS_GIVEN)
    logged_model.pinned(stored, "scikit-learn", stored.flavor.get("sklearn_version"))
    return read(stored.folder / str(stored.flavor.get("pickled_model")))


def read(file: Path) -> Any:
    """A model from a file of skops. Raises Crashed where that holds anything but types that skops knows."""
    with crash("The model can't be loaded by skops."):
        return skops.io.load(file, trusted=[])


def predicted(model: Any, table: pd.DataFrame) -> np.ndarray:
    """What a learner's model predicts for these wines. Raises Crashed where it can't, or gives something else than a
    number a wine."""
    with crash("The model can't predict from the measurements of wines."):
        given: np.ndarray = np.asarray(model.predict(table), dtype=float).reshape(len(table))
    return given


def _alike(model: Any, expected: Any) -> bool:
    return bool(np.allclose(predicted(model, wines.tables()[1]), expected, rtol=0, atol=SAME))


def scored(run: Run, model: Any) -> None:
    """Raises Wrong unless the run's scores are those of its model on the test wines."""
    known, unseen, alcohol, truth = wines.tables()
    given = expect.metrics(run, ["rmse", "r2"], AS_GIVEN)
    if near(given["rmse"], wines.error(model, known, alcohol), SAME):
        raise Wrong("The run's rmse is that on the wines that the model has learned from.", AS_GIVEN)
    scores = {"rmse": wines.error(model, unseen, truth), "r2": float(r2_score(truth, model.predict(unseen)))}
    for name, score in scores.items():
        if not near(given[name], score, SAME):
            raise Wrong(f"The run's {name} is {given[name]}; on the test wines its model has {score}.", AS_GIVEN)


def explained(evidence: Evidence, best: Trial) -> None:
    """Raises Wrong unless the run has its model's coefficients, as a table and as a figure."""
    rows = _table(evidence, COEFFICIENTS, ["measurement", "coefficient"])
    given = {row["measurement"]: _number(row["coefficient"]) for row in rows}
    known, _, alcohol, _ = wines.tables()
    model = wines.fitted(best.alpha, best.l1_ratio, known, alcohol)  # the run's own predicts alike
    own = dict(zip(map(str, known), model[-1].coef_, strict=True))
    if set(given) != set(own) or not all(near(given[name], own[name], SAME) for name in own):
        raise Wrong(f"{COEFFICIENTS} doesn't have the coefficients of the run's model.", AS_GIVEN)
    if FIGURE not in evidence.artifacts():
        raise Wrong(f"The run {evidence.run.info.run_name} has no {FIGURE}.", AS_GIVEN)
    picture.kept(evidence, FIGURE)
