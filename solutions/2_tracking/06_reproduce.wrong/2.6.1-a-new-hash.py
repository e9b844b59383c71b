# exercise: 2.6.1
# verdict: wrong
# says: is saving a file enough?
answer("2.6.1", "b")
