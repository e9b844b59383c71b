# exercise: 2.7.6
# verdict: wrong
# says: is not a dictionary of the four
answer("2.7.6", "one flower is two points")
