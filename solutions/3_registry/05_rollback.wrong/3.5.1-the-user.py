# exercise: 3.5.1
# verdict: wrong
# says: You chose c. It is who made the version
answer("3.5.1", "c")
