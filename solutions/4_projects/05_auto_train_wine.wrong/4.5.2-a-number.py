# exercise: 4.5.2
# verdict: wrong
# says: is none of the choices
answer("4.5.2", 5)
