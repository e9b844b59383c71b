# exercise: 1.1.2
# verdict: wrong
# says: which is not a number
answer("1.1.2", {"summer": "one hour late", "winter": "right"})
