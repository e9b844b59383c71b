# exercise: 3.1.3
# verdict: wrong
# says: You chose a
answer("3.1.3", "a")
