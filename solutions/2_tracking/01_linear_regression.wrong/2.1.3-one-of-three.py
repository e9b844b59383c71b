# exercise: 2.1.3
# verdict: wrong
# says: lacks the metric r2_solar
with mlflow.start_run(run_id=run_id):
    mlflow.log_metric("r2", scores(test[TARGETS], predicted)["r2"])
