# exercise: 1.1.2
# verdict: wrong
# says: With -1 h in winter the radiation does not fit
answer("1.1.2", {"summer": -1, "winter": -1})
