# exercise: 4.5.1
# verdict: wrong
# says: one of a thousand was chosen by them
answer("4.5.1", "b")
