# exercise: 2.2.2
# verdict: wrong
# says: That is the model's score on 2013
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params(settings | {"train": 2013, "test": 2014})
            forest = grow(**settings)
            mlflow.log_metrics(scores(train[TARGETS], forest.predict(train[FEATURES])))
