# exercise: 3.5.4
# verdict: wrong
# says: lacks the metric rmse_wind_before
def wind_error(model):
    """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
    return root_mean_squared_error(quarter["wind_GW"], forecast(model, quarter)[:, 1])


before_it = mlflow.search_runs(experiment_names=["promotions"], output_format="list")[1]
client.log_metric(before_it.info.run_id, "rmse_wind_before", wind_error(earlier))
client.log_metric(bad, "rmse_wind_after", wind_error(fridays))
