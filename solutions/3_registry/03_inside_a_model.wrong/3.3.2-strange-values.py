# exercise: 3.3.2
# verdict: wrong
# says: think of f
answer("3.3.2", ["c", "d", "e", "f", "g"])
