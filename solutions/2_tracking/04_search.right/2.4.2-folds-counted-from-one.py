# exercise: 2.4.2
def objective(trial):
    parameters = FIXED | {
        "min_samples_leaf": trial.suggest_int("min_samples_leaf", 1, 100, log=True),
        "max_features": trial.suggest_int("max_features", 1, len(FEATURES)),
        "max_depth": trial.suggest_int("max_depth", 4, 16),
    }
    total = 0.0
    with mlflow.start_run(run_name=f"trial {trial.number}", nested=True) as run:
        mlflow.log_params(parameters)
        trial.set_user_attr("run_id", run.info.run_id)
        for fold, (rest, held_out) in enumerate(FOLDS["whole months"], start=1):
            error = error_of(parameters, rest, held_out)
            total += error
            mean = total / fold
            mlflow.log_metrics({"cv_rmse": mean, "fold_rmse": error}, step=fold)
            trial.report(mean, fold)
            pruned = trial.should_prune()
            if pruned:
                break
        mlflow.set_tags({"pruned": str(pruned), "folds_done": fold, "trial": trial.number})
    if pruned:
        raise optuna.exceptions.TrialPruned
    return mean


mlflow.set_experiment(desk.experiment)
sampler, pruner = optuna.samplers.TPESampler(seed=1), optuna.pruners.MedianPruner(n_startup_trials=4)
study = optuna.create_study(study_name="forest 2013", sampler=sampler, pruner=pruner)
with mlflow.start_run(run_name="search", description="leaf, features and depth of a small forest") as search:
    mlflow.log_params({"model": "RandomForestRegressor", "features": ", ".join(FEATURES)})
    mlflow.log_params({"train": 2013, "test": 2014})
    study.optimize(objective, n_trials=8)
    study.optimize(objective, n_trials=8)
    mlflow.log_metric("best_cv_rmse", study.best_value)
