# exercise: 2.1.5
# verdict: wrong
# says: Hand in two decimals
error = predicted - test[TARGETS]

answer("2.1.5", round(error["wind_GW"].mean(), 1))
