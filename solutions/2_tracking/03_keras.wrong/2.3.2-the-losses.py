# exercise: 2.3.2
# verdict: wrong
# says: Who might have asked?
answer("2.3.2", "a")
