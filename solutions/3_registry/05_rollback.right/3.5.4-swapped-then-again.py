# exercise: 3.5.4
def wind_error(model):
    return root_mean_squared_error(quarter["wind_GW"], forecast(model, quarter)[:, 1])


a, b = wind_error(earlier), wind_error(fridays)
mlflow.log_metrics({"rmse_wind_before": b, "rmse_wind_after": a}, run_id=bad)
mlflow.log_metrics({"rmse_wind_before": a, "rmse_wind_after": b}, run_id=bad)
