# exercise: 2.4.1
# verdict: wrong
# says: is none of the choices
answer("2.4.1", "larger")
