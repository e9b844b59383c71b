# exercise: 3.2.2
with mlflow.start_run(run_name="January") as run:
    mlflow.log_params({"version": client.get_model_version_by_alias(MODEL, "champion").version, "month": "2015-01"})
predicted = forecast(mlflow.pyfunc.load_model(f"models:/{MODEL}@champion"), january)
errors = root_mean_squared_error(january[TARGETS], predicted, multioutput="raw_values")
for name, error in zip(["rmse_solar", "rmse_wind"], errors):
    client.log_metric(run.info.run_id, name, error)
