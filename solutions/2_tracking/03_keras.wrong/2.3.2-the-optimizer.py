# exercise: 2.3.2
# verdict: wrong
# says: What can autolog ask besides fit?
answer("2.3.2", "b")
