# exercise: 2.5.3
# verdict: wrong
# says: The parameter n_estimators of the run weather, hours is '0'; it should be from 1 to 200
mlflow.set_experiment(desk.experiment)
for inputs in INPUTS:
    for split in ["hours", "months"]:
        with mlflow.start_run(run_name=f"{inputs}, {split}"):
            mlflow.log_params({"features": ", ".join(INPUTS[inputs]), "split": split, "seed": SEED})
            mlflow.log_params({"n_estimators": 0, "min_samples_leaf": 3})
            mlflow.log_metrics({"r2": 0.9, "r2_solar": 0.9, "r2_wind": 0.9, "rmse": 1.2})
