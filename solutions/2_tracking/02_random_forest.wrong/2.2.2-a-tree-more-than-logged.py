# exercise: 2.2.2
# verdict: wrong
# says: a forest of the same settings has the very same

mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths", tags={"purpose": "how deep should the trees be?"}):
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params(settings | {"train": 2013, "test": 2014})
            trees = 21 if depth == 8 else 20
            forest = grow(trees, depth, 7)
            mlflow.log_metrics(scores(test[TARGETS], forest.predict(test[FEATURES])))
