# exercise: 3.5.4
# verdict: not attempted
# says: has no metric rmse_wind_before yet
def wind_error(model):
    """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
    return root_mean_squared_error(quarter["wind_GW"], forecast(model, quarter)[:, 1])


client.set_tag(bad, "rmse_wind_before", wind_error(earlier))
client.set_tag(bad, "rmse_wind_after", wind_error(fridays))
