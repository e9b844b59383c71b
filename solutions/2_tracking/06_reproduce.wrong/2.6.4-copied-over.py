# exercise: 2.6.4
# verdict: wrong
# says: has no result.json among its artifacts
with mlflow.start_run(run_name="committed, rebuilt", tags={"rebuilt_from": committed}):
    mlflow.log_metrics(mlflow.get_run(committed).data.metrics)
