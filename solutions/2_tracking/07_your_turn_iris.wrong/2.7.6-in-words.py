# exercise: 2.7.6
# verdict: wrong
# says: is not what was asked for
answer("2.7.6", "one flower is two points")
