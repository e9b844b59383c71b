# exercise: 2.3.2
# verdict: wrong
# says: Who might have registered one?
answer("2.3.2", "a")
