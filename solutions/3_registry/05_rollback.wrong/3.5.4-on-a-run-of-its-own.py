# exercise: 3.5.4
# verdict: wrong
# says: a newer run in the experiment 3.5-rollback, has
def wind_error(model):
    """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
    return root_mean_squared_error(quarter["wind_GW"], forecast(model, quarter)[:, 1])


with mlflow.start_run(run_name="noticed"):
    mlflow.log_metrics({"rmse_wind_before": wind_error(earlier), "rmse_wind_after": wind_error(fridays)})
