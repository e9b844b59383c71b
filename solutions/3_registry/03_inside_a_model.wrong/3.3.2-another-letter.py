# exercise: 3.3.2
# verdict: wrong
# says: is none of the letters a to g
answer("3.3.2", ["c", "d", "h"])
