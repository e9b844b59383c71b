# exercise: 2.1.5
# verdict: wrong
# says: is the median of the error
error = predicted - test[TARGETS]

answer("2.1.5", error["wind_GW"].median())
