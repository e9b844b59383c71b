# exercise: 3.2.4
# verdict: wrong
# says: You chose a
answer("3.2.4", "a")
