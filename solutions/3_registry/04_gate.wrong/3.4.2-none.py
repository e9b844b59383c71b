# exercise: 3.4.2
# verdict: wrong
# says: Which one is broken here
answer("3.4.2", [])
