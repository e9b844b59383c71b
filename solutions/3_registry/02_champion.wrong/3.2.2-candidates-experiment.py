# exercise: 3.2.2
# verdict: wrong
# says: mlflow.set_experiment("3.2-champion")
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
errors = root_mean_squared_error(january[TARGETS], predicted, multioutput="raw_values")

with mlflow.start_run(run_name="champion, January", experiment_id=candidate.info.experiment_id):
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": errors[1]})
