# exercise: 4.5.2
# verdict: wrong
# says: What about those of the other worker
answer("4.5.2", "c")
