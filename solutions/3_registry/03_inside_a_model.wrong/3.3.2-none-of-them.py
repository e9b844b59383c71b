# exercise: 3.3.2
# verdict: wrong
# says: is no list of letters
answer("3.3.2", [])
