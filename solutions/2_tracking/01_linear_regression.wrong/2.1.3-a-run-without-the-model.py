# exercise: 2.1.3
# verdict: wrong
# says: has no r2 or r2_solar or r2_wind; scores, a newer run in the experiment 2.1-linear-regression, has.
with mlflow.start_run(run_name="scores"):
    mlflow.log_metrics(scores(test[TARGETS], predicted))
