# exercise: 2.1.1
# verdict: wrong
# says: is in the experiment 2.1.
mlflow.set_experiment("2.1")
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters)

run_id = run.info.run_id
