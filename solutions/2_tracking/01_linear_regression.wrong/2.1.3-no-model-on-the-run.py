# exercise: 2.1.3
# verdict: wrong
# says: has no logged model to compare r2, r2_solar, r2_wind with
with mlflow.start_run(run_name="once more"):
    mlflow.log_params(parameters)
    mlflow.log_metrics(scores(test[TARGETS], predicted))
