# exercise: 3.3.2
# verdict: wrong
# says: think of a
answer("3.3.2", ["a", "b", "c", "d"])
