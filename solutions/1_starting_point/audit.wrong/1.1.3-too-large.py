# exercise: 1.1.3
# verdict: wrong
# says: months is 1000000
answer("1.1.3", {"shuffled": shuffled, "months": 10**400})
