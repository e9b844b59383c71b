# exercise: 4.5.3
# verdict: wrong
# says: cuts or scales wines itself
def prepared(wines, alcohol):
    return wines, alcohol


def objective(trial, folds):
    wines, alcohol = folds
    trial.set_user_attr("process", os.getpid())
    alpha = trial.suggest_float("alpha", 1e-4, 1, log=True)
    l1_ratio = trial.suggest_float("l1_ratio", 0.05, 1)
    errors = []
    for rest, held_out in FOLDS.split(wines):
        scaler = StandardScaler().fit(wines.iloc[rest])
        model = ElasticNet(alpha=alpha, l1_ratio=l1_ratio).fit(scaler.transform(wines.iloc[rest]), alcohol.iloc[rest])
        predicted = model.predict(scaler.transform(wines.iloc[held_out]))
        errors.append(root_mean_squared_error(alcohol.iloc[held_out], predicted))
    return sum(errors) / len(errors)


def work(storage, folds, number, trials):
    """Adds so many trials to the study `wine` in the storage. `number` is this worker's own: 1, 2, ..."""
    sampler = optuna.samplers.TPESampler(seed=number)
    study = optuna.load_study(study_name="wine", storage=storage, sampler=sampler)
    study.optimize(lambda trial: objective(trial, folds), n_trials=trials)
