# exercise: 2.1.1
# verdict: wrong
# says: has the status FAILED
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters)
    mlflow.log_param("train", 2014)

run_id = run.info.run_id
