# exercise: 3.2.2
# verdict: wrong
# says: the error of the other target
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
errors = root_mean_squared_error(january[TARGETS], predicted, multioutput="raw_values")
with mlflow.start_run(run_name="champion, January"):
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": errors[1], "rmse_wind": errors[0]})
