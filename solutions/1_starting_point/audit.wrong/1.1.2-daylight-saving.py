# exercise: 1.1.2
# verdict: wrong
# says: With -2 h in summer the radiation does not fit
answer("1.1.2", {"summer": -2, "winter": -1})
