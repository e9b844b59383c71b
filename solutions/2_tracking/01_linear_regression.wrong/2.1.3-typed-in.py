# exercise: 2.1.3
# verdict: wrong
# says: r2 is logged as 0.9900, but the run's own model scores
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics({"r2": 0.99, "r2_solar": 0.99, "r2_wind": 0.99})
