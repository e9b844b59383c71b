# exercise: 2.7.4
# verdict: wrong
# says: can a draw have many of them?
answer("2.7.4", "b")
