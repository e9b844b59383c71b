# exercise: 2.2.2
# verdict: wrong
# says: lies at the top level, with no run under it
mlflow.set_experiment(desk.experiment)
for depth in DEPTHS:
    settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
    with mlflow.start_run(run_name=f"depth {depth}") as parent:
        mlflow.log_params(settings | {"train": 2013, "test": 2014})
        mlflow.log_metrics(scores(test[TARGETS], grow(**settings).predict(test[FEATURES])))
