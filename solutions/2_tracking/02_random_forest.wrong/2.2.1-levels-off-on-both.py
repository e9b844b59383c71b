# exercise: 2.2.1
# verdict: wrong
# says: What should keep a tree without a limit
answer("2.2.1", "d")
