# exercise: 2.1.3
# verdict: wrong
# says: r2 is logged as
each = r2_score(test[TARGETS], predicted, multioutput="raw_values")

with mlflow.start_run(run_id=run_id):
    mlflow.log_metric("r2", r2_score(test[TARGETS], predicted, multioutput="variance_weighted"))
    mlflow.log_metric("r2_solar", each[0])
    mlflow.log_metric("r2_wind", each[1])
