# exercise: 2.1.5
# verdict: wrong
# says: wind_GW only, from the model that the run logged
error = predicted - test[TARGETS]

answer("2.1.5", round(error["solar_GW"].mean(), 2))
