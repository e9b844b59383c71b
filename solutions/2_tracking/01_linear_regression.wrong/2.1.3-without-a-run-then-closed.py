# exercise: 2.1.3
# verdict: wrong
# says: One run holds all: open linear regression again
mlflow.log_metrics(scores(test[TARGETS], predicted))
mlflow.end_run()
