# exercise: 2.2.2
# doing what the verdict on runs nested in one another says
mlflow.set_experiment(desk.experiment)
mlflow.start_run(run_name="depths")
mlflow.start_run(run_name="depth 2", nested=True)
mlflow.start_run(run_name="depth 4", nested=True)
while mlflow.active_run():
    mlflow.end_run()

mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths", tags={"purpose": "how deep should the trees be?"}) as parent:
    for depth in DEPTHS:
        settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_params(settings | {"train": 2013, "test": 2014})
            forest = grow(**settings)
            mlflow.log_metrics(scores(test[TARGETS], forest.predict(test[FEATURES])))
