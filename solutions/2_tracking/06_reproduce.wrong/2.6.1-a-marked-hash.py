# exercise: 2.6.1
# verdict: wrong
# says: Does anybody ask, if only HEAD is written down?
answer("2.6.1", "C")
