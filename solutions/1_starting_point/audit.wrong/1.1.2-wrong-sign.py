# exercise: 1.1.2
# verdict: wrong
# says: has the right size and the wrong sign
answer("1.1.2", {"summer": 1, "winter": 0})
