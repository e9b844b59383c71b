# exercise: 3.3.3
# verdict: wrong
# says: is half of the name
answer("3.3.3", "node")
