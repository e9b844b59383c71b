# exercise: 3.3.2
# verdict: wrong
# says: think of d
answer("3.3.2", "c, e")
