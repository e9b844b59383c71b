# exercise: 2.2.2
# a seed a depth, thirty trees, under a parent that is already closed
mlflow.set_experiment(desk.experiment)

parent = mlflow.start_run(run_name="depths", tags={"purpose": "compare max_depth 2, 4, 8, 16 and no limit"})
mlflow.end_run()

for number, depth in enumerate(reversed(DEPTHS)):
    settings = dict(n_estimators=30, max_depth=depth, random_state=20130101 + number)
    forest = grow(**settings)
    result = scores(test[TARGETS], forest.predict(test[FEATURES]))

    mlflow.start_run(run_name=f"max_depth={depth}", parent_run_id=parent.info.run_id)
    mlflow.log_params(settings)
    mlflow.log_param("train", "2013")
    mlflow.log_param("test", "2014")
    mlflow.log_metrics(result)
    mlflow.end_run()
