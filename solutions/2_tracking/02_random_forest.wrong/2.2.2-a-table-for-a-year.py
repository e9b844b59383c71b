# exercise: 2.2.2
# verdict: wrong
# says: The variable train is the table of that year
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths", tags={"purpose": "how deep should the trees be?"}) as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params(settings | {"train": train, "test": test})
            forest = grow(**settings)
            mlflow.log_metrics(scores(test[TARGETS], forest.predict(test[FEATURES])))
