# exercise: 2.1.5
# verdict: wrong
# says: is the mean error over both targets
error = predicted - test[TARGETS]

answer("2.1.5", error.to_numpy().mean())
