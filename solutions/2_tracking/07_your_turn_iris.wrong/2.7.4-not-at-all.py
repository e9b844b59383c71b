# exercise: 2.7.4
# verdict: wrong
# says: Is every draw equally easy?
answer("2.7.4", "a")
