# exercise: 2.2.2
# verdict: wrong
# says: The run depths has no runs nested under it
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="depths") as parent:
    for depth in DEPTHS:
        forest = grow(20, depth, 7)
