# exercise: 2.1.3
# What the check says of the first line: close it, and open the run again.
mlflow.log_metrics(scores(test[TARGETS], predicted))
mlflow.end_run()
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics(scores(test[TARGETS], predicted))
