# exercise: 3.2.4
# verdict: wrong
# says: You chose c
answer("3.2.4", "c")
