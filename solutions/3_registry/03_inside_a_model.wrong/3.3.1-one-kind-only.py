# exercise: 3.3.1
# verdict: wrong
# says: is not what was asked for
answer("3.3.1", ["skops"])
