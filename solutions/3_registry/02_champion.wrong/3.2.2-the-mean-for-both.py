# exercise: 3.2.2
# verdict: wrong
# says: is off by
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
error = root_mean_squared_error(january[TARGETS], predicted)
with mlflow.start_run(run_name="champion, January"):
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": error, "rmse_wind": error})
