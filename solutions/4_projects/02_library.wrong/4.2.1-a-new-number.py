# exercise: 4.2.1
# verdict: wrong
# says: Who would look at it when something is imported?
answer("4.2.1", "c")
