# exercise: 4.1.4
# verdict: wrong
# says: is none of the cases
answer("4.1.4", ["missing", "path"])
