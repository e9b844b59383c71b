# exercise: 2.6.1
# verdict: wrong
# says: Does anybody ask, when HEAD is all that is noted?
answer("2.6.1", "C")
