# exercise: 2.4.2
# verdict: wrong
# says: Optuna got no number from objective
def objective(trial):
    """The mean error over the folds, GW; a run of its own inside the open one."""
    parameters = FIXED | {
        "min_samples_leaf": trial.suggest_int("min_samples_leaf", 1, 100, log=True),
        "max_features": trial.suggest_int("max_features", 1, len(FEATURES)),
        "max_depth": trial.suggest_int("max_depth", 4, 16),
    }
    errors = []
    with mlflow.start_run(run_name=f"trial {trial.number}", nested=True):
        mlflow.log_params(parameters)
        for fold, (rest, held_out) in enumerate(FOLDS["whole months"]):
            errors.append(error_of(parameters, rest, held_out))
            mlflow.log_metric("cv_rmse", np.mean(errors), step=fold)
            trial.report(np.mean(errors), step=fold)
            pruned = trial.should_prune()
            if pruned:
                break
        mlflow.set_tag("pruned", pruned)
    if pruned:
        raise optuna.TrialPruned


mlflow.set_experiment(desk.experiment)
sampler, pruner = optuna.samplers.TPESampler(seed=1), optuna.pruners.MedianPruner(n_startup_trials=4)
study = optuna.create_study(sampler=sampler, pruner=pruner)
with mlflow.start_run(run_name="search") as search:
    mlflow.log_params({"train": 2013, "test": 2014})
    study.optimize(objective, n_trials=16)
