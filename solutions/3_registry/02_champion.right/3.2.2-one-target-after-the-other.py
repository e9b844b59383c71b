# exercise: 3.2.2
where = client.get_registered_model(MODEL).aliases["champion"]
predicted = forecast(mlflow.pyfunc.load_model(f"models:/{MODEL}/{where}"), january)
errors = [float(np.sqrt(np.mean((january[target].to_numpy() - predicted[:, nth]) ** 2))) for nth, target in enumerate(TARGETS)]
with mlflow.start_run():
    mlflow.log_param("version", int(where))
    mlflow.log_param("month", "2015-01")
    mlflow.log_metric("rmse_solar", errors[0])
    mlflow.log_metric("rmse_wind", errors[1])
