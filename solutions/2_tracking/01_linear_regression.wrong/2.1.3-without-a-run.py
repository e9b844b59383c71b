# exercise: 2.1.3
# verdict: wrong
# says: with mlflow.end_run(), and open linear regression again
mlflow.log_metrics(scores(test[TARGETS], predicted))
