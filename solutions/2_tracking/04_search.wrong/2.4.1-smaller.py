# exercise: 2.4.1
# verdict: wrong
# says: A fine leaf answers with the few hours that it remembers
answer("2.4.1", "b")
