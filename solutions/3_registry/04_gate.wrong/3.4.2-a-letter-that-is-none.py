# exercise: 3.4.2
# verdict: wrong
# says: is none of the cases
answer("3.4.2", ["a", "f"])
