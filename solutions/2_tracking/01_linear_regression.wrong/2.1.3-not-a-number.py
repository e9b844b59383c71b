# exercise: 2.1.3
# verdict: wrong
# says: is logged as nan
with mlflow.start_run(run_id=run_id):
    mlflow.log_metrics({name: float("nan") for name in ("r2", "r2_solar", "r2_wind")})
