# exercise: 1.1.1
# verdict: wrong
# says: is not what was asked for
answer("1.1.1", "they agree on MAE")
