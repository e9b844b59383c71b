# exercise: 3.2.3
# verdict: wrong
# says: You chose a
answer("3.2.3", "a")
