# exercise: 2.4.2
class Objective:
    """The mean error over some folds, GW; a run of its own inside the open one."""

    def __init__(self, folds):
        self.folds = folds

    def propose(self, trial):
        return {
            **FIXED,
            "min_samples_leaf": trial.suggest_int("min_samples_leaf", 1, 100, log=True),
            "max_features": trial.suggest_int("max_features", 1, len(FEATURES)),
            "max_depth": trial.suggest_int("max_depth", 4, 16),
        }

    def __call__(self, trial):
        parameters = self.propose(trial)
        errors, pruned = [], False
        with mlflow.start_run(run_name=f"trial {trial.number}", nested=True):
            mlflow.log_params(parameters)
            for fold, (rest, held_out) in enumerate(self.folds):
                errors.append(error_of(parameters, rest, held_out))
                so_far = float(np.mean(errors))
                mlflow.log_metric("cv_rmse", so_far, step=fold)
                trial.report(so_far, step=fold)
                pruned = trial.should_prune()
                if pruned:
                    break
            mlflow.set_tag("pruned", pruned)
        if pruned:
            raise optuna.TrialPruned()
        return float(np.mean(errors))


def run_search(n_trials, seed):
    objective = Objective(FOLDS["whole months"])
    study = optuna.create_study(
        sampler=optuna.samplers.TPESampler(seed=seed),
        pruner=optuna.pruners.MedianPruner(n_startup_trials=4),
    )
    with mlflow.start_run(run_name="search") as search:
        mlflow.log_params({"model": "RandomForestRegressor", "features": ", ".join(FEATURES)})
        mlflow.log_params({"train": 2013, "test": 2014})
        for _ in range(n_trials):
            trial = study.ask()
            try:
                value = objective(trial)
            except optuna.TrialPruned:
                study.tell(trial, state=optuna.trial.TrialState.PRUNED)
            else:
                study.tell(trial, value)
    return study, search


mlflow.set_experiment(desk.experiment)
run_search(2, seed=1)  # does it work at all?
study, search = run_search(16, seed=7)
