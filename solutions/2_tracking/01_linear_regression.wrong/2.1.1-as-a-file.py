# exercise: 2.1.1
# verdict: wrong
# says: has no parameters
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_dict(parameters, "parameters.json")

run_id = run.info.run_id
