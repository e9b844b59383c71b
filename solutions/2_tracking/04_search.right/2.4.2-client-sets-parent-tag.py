# exercise: 2.4.2
client = mlflow.MlflowClient()


def objective(trial):
    parameters = dict(FIXED)
    parameters["min_samples_leaf"] = trial.suggest_int("min_samples_leaf", 1, 100, log=True)
    parameters["max_features"] = trial.suggest_int("max_features", 1, len(FEATURES))
    parameters["max_depth"] = trial.suggest_int("max_depth", 4, 16)

    child = client.create_run(
        search.info.experiment_id,
        run_name=f"trial-{trial.number:02d}",
        tags={"mlflow.parentRunId": search.info.run_id},
    ).info.run_id
    for name, value in parameters.items():
        client.log_param(child, name, value)

    errors = []
    pruned = False
    for fold, (rest, held_out) in enumerate(FOLDS["whole months"]):
        errors.append(error_of(parameters, rest, held_out))
        mean = float(sum(errors) / len(errors))
        client.log_metric(child, "cv_rmse", mean, step=fold)
        trial.report(mean, fold)
        if trial.should_prune():
            pruned = True
            break
    client.set_tag(child, "pruned", str(pruned))
    client.set_terminated(child)

    if pruned:
        raise optuna.TrialPruned(f"worse than the median after fold {fold}")
    return mean


mlflow.set_experiment(desk.experiment)
study = optuna.create_study(
    direction="minimize",
    sampler=optuna.samplers.TPESampler(seed=1),
    pruner=optuna.pruners.MedianPruner(n_startup_trials=4),
)
with mlflow.start_run(run_name="search") as search:
    for name, value in {
        "model": "RandomForestRegressor",
        "features": ", ".join(FEATURES),
        "train": "2013",
        "test": "2014",
    }.items():
        client.log_param(search.info.run_id, name, value)
    study.optimize(objective, n_trials=16)
