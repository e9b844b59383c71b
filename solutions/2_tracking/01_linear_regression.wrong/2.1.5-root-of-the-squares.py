# exercise: 2.1.5
# verdict: wrong
# says: is the root of the mean squared error
error = predicted - test[TARGETS]

answer("2.1.5", float((error["wind_GW"] ** 2).mean() ** 0.5))
