# exercise: 2.2.2
# verdict: wrong
# says: lacks the parameter random_state
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params({"n_estimators": 20, "max_depth": depth, "train": 2013, "test": 2014})
            forest = grow(**settings)
            mlflow.log_metrics(scores(test[TARGETS], forest.predict(test[FEATURES])))
