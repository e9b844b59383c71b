# exercise: 2.1.1
# verdict: wrong
# says: lacks the parameter features
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params({"model": "LinearRegression", "train": 2013, "test": 2014})

run_id = run.info.run_id
