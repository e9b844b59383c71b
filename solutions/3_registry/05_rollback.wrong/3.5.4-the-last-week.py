# exercise: 3.5.4
# verdict: wrong
# says: all hours, not the last week
def wind_error(model):
    """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
    return root_mean_squared_error(week["wind_GW"], forecast(model, week)[:, 1])


client.log_metric(bad, "rmse_wind_before", wind_error(earlier))
client.log_metric(bad, "rmse_wind_after", wind_error(fridays))
