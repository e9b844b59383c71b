# exercise: 2.5.4
# verdict: wrong
# says: What does it know of 2014
answer("2.5.4", "c")
