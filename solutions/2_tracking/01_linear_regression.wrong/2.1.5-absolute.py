# exercise: 2.1.5
# verdict: wrong
# says: the mean of the absolute error
error = predicted - test[TARGETS]

answer("2.1.5", error["wind_GW"].abs().mean())
