# exercise: 2.1.1
# verdict: wrong
# says: The parameter features of the run linear regression is
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters | {"features": ", ".join([*FEATURES, "hour"])})

run_id = run.info.run_id
