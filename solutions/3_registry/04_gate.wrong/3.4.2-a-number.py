# exercise: 3.4.2
# verdict: wrong
# says: is no list of letters
answer("3.4.2", 2)
