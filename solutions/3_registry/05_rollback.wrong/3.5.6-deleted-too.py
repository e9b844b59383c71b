# exercise: 3.5.6
# verdict: wrong
# says: You say that the comparison shows nothing in case c
answer("3.5.6", ["b", "c", "d"])
