# exercise: 3.2.2
# verdict: wrong
# says: its error in the whole quarter
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
quarter = pd.concat([pd.read_csv(path, parse_dates=["utc_timestamp"]) for path in desk.arrived])
predicted = forecast(model, quarter)
errors = root_mean_squared_error(quarter[TARGETS], predicted, multioutput="raw_values")
with mlflow.start_run(run_name="champion, January"):
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": errors[1]})
