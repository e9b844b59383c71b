# exercise: 2.5.4
# verdict: wrong
# says: Is a leak the only reason
answer("2.5.4", "a")
