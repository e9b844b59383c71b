# exercise: 2.1.3
# verdict: wrong
# says: it has the metrics R2, R2_solar, R2_wind
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics({name.replace("r", "R", 1): value for name, value in scores(test[TARGETS], predicted).items()})
