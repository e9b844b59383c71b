# exercise: 2.1.1
# verdict: wrong
# says: is in the experiment my first experiment
mlflow.set_experiment("my first experiment")
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters)

run_id = run.info.run_id
