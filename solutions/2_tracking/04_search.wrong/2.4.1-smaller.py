# exercise: 2.4.1
# verdict: wrong
# says: A small leaf answers with the few hours that it remembers
answer("2.4.1", "b")
