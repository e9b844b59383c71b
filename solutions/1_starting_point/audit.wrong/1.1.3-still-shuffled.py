# exercise: 1.1.3
# verdict: wrong
# says: The number for months is the error with the hours shuffled
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(shuffled, 2)})
