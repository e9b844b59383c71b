# exercise: 3.2.2
champion = client.get_model_version_by_alias(MODEL, "champion")
model = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion")
predicted = forecast(model, january)
with mlflow.start_run(run_name="champion, January") as slip:
    wrong_way = root_mean_squared_error(january[TARGETS[::-1]], predicted, multioutput="raw_values")
    mlflow.log_params({"version": champion.version, "month": "2015-01"})
    mlflow.log_metrics({"rmse_solar": wrong_way[1], "rmse_wind": wrong_way[0]})
mlflow.delete_run(slip.info.run_id)

errors = [root_mean_squared_error(january[column], predicted[:, nth]) for nth, column in enumerate(TARGETS)]
mlflow.start_run()
mlflow.log_param("version", champion.version)
mlflow.log_param("month", f"{january['utc_timestamp'].iloc[0]:%Y-%m}")
mlflow.log_metric("rmse_solar", errors[0])
mlflow.log_metric("rmse_wind", errors[1])
mlflow.end_run()
