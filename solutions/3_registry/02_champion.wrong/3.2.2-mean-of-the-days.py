# exercise: 3.2.2
# verdict: wrong
# says: is off by
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
day = january["utc_timestamp"].dt.day.to_numpy()
daily = [
    root_mean_squared_error(january.loc[day == one, TARGETS], predicted[day == one], multioutput="raw_values")
    for one in np.unique(day)
]
errors = np.mean(daily, axis=0)

with mlflow.start_run(run_name="champion, January"):
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": errors[0], "rmse_wind": errors[1]})
