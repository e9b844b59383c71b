# exercise: 2.7.4
# verdict: wrong
# says: is none of the choices
answer("2.7.4", "8 points")
