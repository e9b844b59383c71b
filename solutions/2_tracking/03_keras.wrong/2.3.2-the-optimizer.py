# exercise: 2.3.2
# verdict: wrong
# says: Whom can autolog ask?
answer("2.3.2", "b")
