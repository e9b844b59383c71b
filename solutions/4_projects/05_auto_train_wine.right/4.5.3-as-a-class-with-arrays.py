# exercise: 4.5.3
from types import SimpleNamespace as Fold

import numpy as np


def prepared(wines, alcohol):
    table, truth = wines.to_numpy(), alcohol.to_numpy()
    folds = []
    for rest, held_out in FOLDS.split(table):
        mean, deviation = table[rest].mean(axis=0), table[rest].std(axis=0)
        scaled = (table - mean) / deviation
        folds.append(Fold(fit=(scaled[rest], truth[rest]), unseen=scaled[held_out], truth=truth[held_out]))
    return folds


def error(fold, **settings):
    return root_mean_squared_error(fold.truth, ElasticNet(**settings).fit(*fold.fit).predict(fold.unseen))


def objective(trial, folds):
    settings = {
        "l1_ratio": trial.suggest_float("l1_ratio", 0.05, 1.0),
        "alpha": trial.suggest_float("alpha", 0.0001, 1.0, log=True),
    }
    trial.set_user_attr("process", os.getpid())
    return np.mean([error(fold, **settings) for fold in folds])


def work(storage, folds, number, trials):
    sampler = optuna.samplers.RandomSampler(seed=number)
    study = optuna.create_study(study_name="wine", storage=storage, sampler=sampler, load_if_exists=True)
    for _ in range(trials):
        trial = study.ask()
        study.tell(trial, objective(trial, folds))
