# exercise: 3.5.6
# verdict: wrong
# says: is no list of letters
answer("3.5.6", 2)
