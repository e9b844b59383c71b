# exercise: 4.5.1
# verdict: wrong
# says: You chose a.
answer("4.5.1", "a")
