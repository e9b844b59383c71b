# exercise: 2.4.2
class Objective:
    """A study's objective that carries its folds with it."""

    def __init__(self, folds):
        self.folds = folds

    def suggest(self, trial):
        return {
            **FIXED,
            "max_depth": trial.suggest_int("max_depth", 3, 20),
            "max_features": trial.suggest_int("max_features", 1, 4),
            "min_samples_leaf": trial.suggest_int("min_samples_leaf", 1, 80),
            "min_samples_split": trial.suggest_int("min_samples_split", 2, 20),
        }

    def __call__(self, trial):
        parameters = self.suggest(trial)
        total, mean, gave_up = 0.0, None, False
        with mlflow.start_run(run_name=f"t{trial.number:02d}", nested=True):
            for name, value in parameters.items():
                mlflow.log_param(name, value)
            mlflow.set_tag("pruned", False)
            for fold, cut in enumerate(self.folds, start=1):
                error = float(error_of(parameters, *cut))
                total += error
                mean = total / fold
                mlflow.log_metrics({"cv_rmse": mean, "fold_rmse": error}, step=fold)
                trial.report(mean, fold)
                if trial.should_prune():
                    gave_up = True
                    mlflow.set_tag("pruned", True)
                    break
        if gave_up:
            raise optuna.TrialPruned(f"after fold {fold}")
        return mean


mlflow.set_experiment(desk.experiment)
study = optuna.create_study(
    study_name="forest",
    direction="minimize",
    sampler=optuna.samplers.TPESampler(seed=1),
    pruner=optuna.pruners.MedianPruner(n_startup_trials=4),
)
with mlflow.start_run(run_name="search", tags={"purpose": "which forest for the desk?"}) as search:
    mlflow.log_params({"model": "RandomForestRegressor", "features": ", ".join(FEATURES), "train": 2013, "test": 2014})
    study.optimize(Objective(FOLDS["whole months"]), n_trials=16)
    mlflow.log_metric("best_cv_rmse", study.best_value)
