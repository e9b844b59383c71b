# exercise: 3.5.6
# verdict: wrong
# says: You say that the comparison shows something in case b
answer("3.5.6", ["d"])
