# exercise: 2.2.2
# no active run at any time
store = MlflowClient()
experiment_id = mlflow.set_experiment(desk.experiment).experiment_id

parent = store.create_run(
    experiment_id, run_name="depths", tags={"purpose": "find the depth beyond which more depth stops helping"}
)
for depth in DEPTHS:
    settings = {"n_estimators": 20, "max_depth": depth, "random_state": 7}
    child = store.create_run(
        experiment_id, run_name=f"depth {depth}", tags={"mlflow.parentRunId": parent.info.run_id}
    )
    child_id = child.info.run_id
    for key, value in settings.items():
        store.log_param(child_id, key, value)
    store.log_param(child_id, "train", 2013)
    store.log_param(child_id, "test", 2014)
    forest = grow(**settings)
    for key, value in scores(test[TARGETS], forest.predict(test[FEATURES])).items():
        store.log_metric(child_id, key, float(value))
    store.set_terminated(child_id)
store.set_terminated(parent.info.run_id)
