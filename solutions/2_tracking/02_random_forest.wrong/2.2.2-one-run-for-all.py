# exercise: 2.2.2
# verdict: wrong
# says: The newest run, depths, has a max_depth and lies
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    mlflow.log_params({"n_estimators": 20, "max_depth": DEPTHS, "random_state": 7, "train": 2013, "test": 2014})
    for depth in DEPTHS:
        mlflow.log_metrics(scores(test[TARGETS], grow(20, depth, 7).predict(test[FEATURES])))
