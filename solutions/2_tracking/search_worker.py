"""One of several workers of a shared search: a power curve for all of Germany's wind turbines, fitted to the wind of 2013.

    python search_worker.py JOURNAL DATA SEED TRIALS

JOURNAL is the file that holds the study, DATA the desk's hours (CSV); the worker adds TRIALS trials to the study.
"""

import sys

import numpy as np
import optuna
import pandas as pd
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend, JournalFileOpenLock


def storage(journal):
    """The study's storage in the file `journal`. The lock keeps two workers from writing at once, on any system."""
    return JournalStorage(JournalFileBackend(journal, lock_obj=JournalFileOpenLock(journal)))


def main(journal, data, seed, trials):
    hours = pd.read_csv(data, parse_dates=["utc_timestamp"])
    hours = hours[hours["utc_timestamp"].dt.year == 2013]
    wind, power = hours["windspeed"].to_numpy(), hours["wind_GW"].to_numpy()

    def objective(trial):
        """The error (RMSE, GW) of a curve that rises with a power of the wind, from `calm` to `full`, both in m/s."""
        calm = trial.suggest_float("calm", 0, 3)
        full = trial.suggest_float("full", 4, 14)
        shape = np.clip((wind - calm) / (full - calm), 0, 1) ** trial.suggest_float("power", 1, 4)
        capacity = shape @ power / (shape @ shape)
        return float(np.sqrt(np.mean((capacity * shape - power) ** 2)))

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    sampler = optuna.samplers.TPESampler(seed=int(seed))
    study = optuna.load_study(study_name="power curve", storage=storage(journal), sampler=sampler)
    study.optimize(objective, n_trials=int(trials))


if __name__ == "__main__":
    main(*sys.argv[1:])
