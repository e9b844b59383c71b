# exercise: 4.2.1
# verdict: wrong
# says: is none of the choices
answer("4.2.1", "the old one")
