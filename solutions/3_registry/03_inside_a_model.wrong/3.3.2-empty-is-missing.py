# exercise: 3.3.2
# verdict: wrong
# says: think of g
answer("3.3.2", ["c", "d", "e", "g"])
