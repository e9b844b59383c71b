# exercise: 2.1.1
# verdict: wrong
# says: model, features, train, test are tags of it
mlflow.set_experiment(desk.experiment)
with mlflow.start_run(run_name="linear regression", tags={"stage": "first try"}) as run:
    mlflow.set_tags(parameters)

run_id = run.info.run_id
