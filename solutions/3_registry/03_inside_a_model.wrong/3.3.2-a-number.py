# exercise: 3.3.2
# verdict: wrong
# says: 3 is no list of letters
answer("3.3.2", 3)
