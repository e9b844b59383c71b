# exercise: 3.3.2
# verdict: wrong
# says: think of e
answer("3.3.2", ["c", "d"])
