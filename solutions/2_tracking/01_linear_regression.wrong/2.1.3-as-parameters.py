# exercise: 2.1.3
# verdict: wrong
# says: r2, r2_solar, r2_wind are parameters or tags of it
with mlflow.start_run(run_id=run_id):
    mlflow.log_params(scores(test[TARGETS], predicted))
