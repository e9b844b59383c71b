# exercise: 4.5.3
# verdict: wrong
# says: search.py isn't Python
def prepared(wines, alcohol):
    """For each fold: the wines to fit on, scaled, and their alcohol, the wines held out, scaled, and theirs."""
    folds = []
    for rest, held_out in FOLDS.split(wines):  # positions of rows
        scaler = StandardScaler().fit(wines.iloc[rest])
        known, unseen = scaler.transform(wines.iloc[rest]), scaler.transform(wines.iloc[held_out])
        folds.append((known, alcohol.iloc[rest], unseen, alcohol.iloc[held_out]))
    return folds


def objective(trial, folds):
    """The RMSE (% of alcohol) of an ElasticNet with what the trial proposes, the mean over the folds."""
    trial.set_user_attr("process", os.getpid())
    alpha = trial.suggest_float("alpha", 1e-4, 1, log=True)
    l1_ratio = trial.suggest_float("l1_ratio", 0.05, 1)
    errors = []
    for known, alcohol, unseen, truth in folds:
        model = ElasticNet(alpha=alpha, l1_ratio=l1_ratio).fit(known, alcohol)
        errors.append(root_mean_squared_error(truth, model.predict(unseen)))
    return sum(errors) / (len(errors)


def work(storage, folds, number, trials):
    """Adds so many trials to the study `wine` in the storage. `number` is this worker's own: 1, 2, ..."""
    sampler = optuna.samplers.TPESampler(seed=number)
    study = optuna.load_study(study_name="wine", storage=storage, sampler=sampler)
    study.optimize(lambda trial: objective(trial, folds), n_trials=trials)
