# exercise: 2.1.3
# verdict: wrong
# says: when truth and prediction change places
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics(scores(predicted, test[TARGETS]))
