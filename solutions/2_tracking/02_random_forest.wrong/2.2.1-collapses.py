# exercise: 2.2.1
# verdict: wrong
# says: in the mean of twenty trees
answer("2.2.1", "c")
