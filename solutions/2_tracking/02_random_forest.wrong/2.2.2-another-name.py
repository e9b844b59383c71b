# exercise: 2.2.2
# verdict: wrong
# says: No run named depths in the experiment
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="forests") as parent:
    for depth in DEPTHS:
        with mlflow.start_run(run_name=f"depth {depth}", nested=True):
            mlflow.log_param("max_depth", depth)
