# exercise: 2.6.3
# verdict: wrong
# says: has no record.json among its artifacts
with mlflow.start_run(run_name="committed") as run:
    mlflow.log_metrics(train(repository, {"script": script, "parameters": parameters, "threads": threads})["metrics"])

committed = run.info.run_id
