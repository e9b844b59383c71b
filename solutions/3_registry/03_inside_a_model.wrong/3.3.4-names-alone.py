# exercise: 3.3.4
# verdict: wrong
# says: is not what was asked for
answer("3.3.4", ["south", "west"])
