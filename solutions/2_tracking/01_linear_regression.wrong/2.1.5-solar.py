# exercise: 2.1.5
# verdict: wrong
# says: is the mean error of solar_GW
error = predicted - test[TARGETS]

answer("2.1.5", round(error["solar_GW"].mean(), 2))
