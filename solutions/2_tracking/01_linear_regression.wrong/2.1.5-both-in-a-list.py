# exercise: 2.1.5
# verdict: wrong
# says: is not a number
error = predicted - test[TARGETS]

answer("2.1.5", error.mean().round(2).tolist())
