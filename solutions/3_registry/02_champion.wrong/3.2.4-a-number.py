# exercise: 3.2.4
# verdict: wrong
# says: none of the choices
answer("3.2.4", 2)
