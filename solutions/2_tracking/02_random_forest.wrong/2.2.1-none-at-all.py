# exercise: 2.2.1
# verdict: not attempted
# says: Hand it in
answer("2.2.1", None)
