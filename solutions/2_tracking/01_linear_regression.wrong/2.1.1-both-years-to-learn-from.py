# exercise: 2.1.1
# verdict: wrong
# says: The parameter train of the run linear regression is '2013, 2014'
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters | {"train": "2013, 2014"})

run_id = run.info.run_id
