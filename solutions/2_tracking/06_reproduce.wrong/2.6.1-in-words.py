# exercise: 2.6.1
# verdict: wrong
# says: is none of the choices
answer("2.6.1", "the last commit")
