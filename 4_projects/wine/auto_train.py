"""Searches alpha and l1_ratio with several workers, then trains the best model again in full. `mlflow run` calls it.

python auto_train.py --n-iter 20 --workers 2
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import mlflow
import optuna
import parameters
import wine
import worker


def main(texts):
    whole = {"n_iter": parameters.number(1, 1000, int), "workers": parameters.number(1, 8, int)}
    with mlflow.start_run():
        mlflow.set_tag("mlflow.runName", "auto_train")
        given = parameters.read(texts, **whole)
        wine.log_params(**given)
        optuna.logging.set_verbosity(optuna.logging.WARNING)  # otherwise a line a trial
        wine.train(**search(**given))


def search(n_iter, workers):
    """The best parameters of `n_iter` trials in one study, which so many processes share. They get the wines to learn
    from, and no others."""
    known, _, alcohol, _ = wine.tables()
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        rows, journal = Path(folder, "rows.csv"), Path(folder, "study.log")
        known.assign(alcohol=alcohol).to_csv(rows, index=False)
        study = optuna.create_study(study_name=worker.STUDY, storage=worker.storage(str(journal)))
        shares = [n_iter // workers + (nth < n_iter % workers) for nth in range(workers)]
        all_at_once([
            [sys.executable, "worker.py", str(journal), str(rows), str(nth), str(share)]
            for nth, share in enumerate(shares, start=1)
        ])  # fmt: skip
        keep(study)
        return study.best_params


def all_at_once(commands):
    """Runs commands side by side, until all have ended. Where this process is stopped, they are stopped, too."""
    started = [subprocess.Popen(each, stderr=subprocess.PIPE, text=True, errors="replace") for each in commands]
    try:
        said = [process.communicate()[1] for process in started]
    finally:
        for process in started:
            process.kill()  # one that has ended doesn't mind
    for process, words in zip(started, said, strict=True):
        if process.returncode:
            parameters.refuse(f"a worker failed: {(words.strip().splitlines() or ['it said nothing'])[-1]}")


def keep(study):
    """Logs all trials as one table, and the error of the best. A run a trial would take longer than the trials do."""
    lines = ["number,process,alpha,l1_ratio,cv_rmse"]
    for trial in study.trials:
        process, params = trial.user_attrs.get("process", ""), trial.params
        lines.append(f"{trial.number},{process},{params['alpha']},{params['l1_ratio']},{trial.value}")
    mlflow.log_text("\n".join(lines) + "\n", "trials.csv")
    mlflow.log_metric("cv_rmse", study.best_value)


if __name__ == "__main__":
    main(sys.argv[1:])
