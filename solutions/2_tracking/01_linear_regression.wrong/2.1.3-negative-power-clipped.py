# exercise: 2.1.3
# verdict: wrong
# says: but the run's own model scores
sensible = predicted.clip(lower=0)  # there is no negative power

with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics(scores(test[TARGETS], sensible))
