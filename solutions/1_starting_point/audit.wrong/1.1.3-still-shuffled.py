# exercise: 1.1.3
# verdict: wrong
# says: Both errors are that of shuffled hours, or they have changed places
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(shuffled, 2)})
