# exercise: 4.5.1
# verdict: wrong
# says: is none of the choices
answer("4.5.1", "it grows")
