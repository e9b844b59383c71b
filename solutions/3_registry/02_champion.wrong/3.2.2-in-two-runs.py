# exercise: 3.2.2
# verdict: wrong
# says: lacks the metric
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
errors = root_mean_squared_error(january[TARGETS], predicted, multioutput="raw_values")
for metric, error in zip(["rmse_solar", "rmse_wind"], errors):
    with mlflow.start_run(run_name="champion, January"):
        mlflow.log_params({"version": champion.version, "month": "2015-01"})
        mlflow.log_metric(metric, error)
