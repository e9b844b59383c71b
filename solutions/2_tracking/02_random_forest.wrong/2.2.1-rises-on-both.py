# exercise: 2.2.1
# verdict: wrong
# says: What does such a leaf know
answer("2.2.1", "a")
