# exercise: 2.1.1
# verdict: wrong
# says: The parameter train of the run linear regression is '8738'; it should be 2013
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression") as run:
    mlflow.log_params({**parameters, "train": len(train), "test": len(test)})

run_id = run.info.run_id
