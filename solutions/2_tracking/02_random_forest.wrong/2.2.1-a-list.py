# exercise: 2.2.1
# verdict: wrong
# says: is none of the choices
answer("2.2.1", ["b"])
