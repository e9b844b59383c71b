# exercise: 3.2.3
# verdict: wrong
# says: You chose c
answer("3.2.3", "c")
