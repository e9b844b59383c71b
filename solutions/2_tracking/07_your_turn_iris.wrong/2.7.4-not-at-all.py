# exercise: 2.7.4
# verdict: wrong
# says: Is every draw as easy?
answer("2.7.4", "a")
