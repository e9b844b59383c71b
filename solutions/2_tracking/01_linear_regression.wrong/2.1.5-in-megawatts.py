# exercise: 2.1.5
# verdict: wrong
# says: is the mean error in MW
error = predicted - test[TARGETS]

answer("2.1.5", round(1000 * error["wind_GW"].mean()))
