# exercise: 2.2.2
# verdict: wrong
# says: lacks the metrics r2, r2_solar, r2_wind, rmse
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params(settings | {"train": 2013, "test": 2014})
            forest = grow(**settings)
            print(f"{depth}: done")
