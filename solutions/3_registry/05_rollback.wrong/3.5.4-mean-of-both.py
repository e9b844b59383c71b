# exercise: 3.5.4
# verdict: wrong
# says: That is the mean of both targets
def wind_error(model):
    """The RMSE of a model's forecast of the wind in the first quarter of 2015, in GW."""
    return root_mean_squared_error(quarter[TARGETS], forecast(model, quarter))


client.log_metric(bad, "rmse_wind_before", wind_error(earlier))
client.log_metric(bad, "rmse_wind_after", wind_error(fridays))
