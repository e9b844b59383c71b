# exercise: 2.2.2
# verdict: wrong
# says: The newest run, depths, has the status FAILED
mlflow.set_experiment(desk.experiment)
try:
    with mlflow.start_run(run_name="depths") as parent:
        for depth in DEPTHS:
            mlflow.log_params({"n_estimators": 20, "max_depth": depth, "random_state": 7, "train": 2013, "test": 2014})
except MlflowException as refused:
    print(refused.message)
