# exercise: 2.1.1
# verdict: wrong
# says: The parameter model of the run linear regression is 'RandomForestRegressor'
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params(parameters | {"model": "RandomForestRegressor"})

run_id = run.info.run_id
