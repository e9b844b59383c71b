# exercise: 4.2.1
# verdict: wrong
# says: Who would compare?
answer("4.2.1", "d")
