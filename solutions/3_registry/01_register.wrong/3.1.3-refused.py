# exercise: 3.1.3
# verdict: wrong
# says: You chose c
answer("3.1.3", "c")
