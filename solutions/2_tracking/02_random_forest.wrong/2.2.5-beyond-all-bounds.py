# exercise: 2.2.5
# verdict: wrong
# says: is not a number
answer("2.2.5", 10**400)
