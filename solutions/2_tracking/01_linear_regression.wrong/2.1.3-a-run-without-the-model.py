# exercise: 2.1.3
# verdict: wrong
# says: The newest run has a score and no model
with mlflow.start_run(run_name="scores"):
    mlflow.log_metrics(scores(test[TARGETS], predicted))
