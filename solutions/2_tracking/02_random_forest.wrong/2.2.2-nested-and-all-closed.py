# exercise: 2.2.2
# verdict: wrong
# says: The runs are nested in one another: depth 4 lies under depth 2
mlflow.set_experiment(desk.experiment)
parent = mlflow.start_run(run_name="depths", tags={"purpose": "how deep should the trees be?"})
for depth in DEPTHS:
    settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
    mlflow.start_run(run_name=f"depth {depth}", nested=True)
    mlflow.log_params(settings | {"train": 2013, "test": 2014})
    forest = grow(**settings)
    mlflow.log_metrics(scores(test[TARGETS], forest.predict(test[FEATURES])))
while mlflow.active_run():
    mlflow.end_run()
