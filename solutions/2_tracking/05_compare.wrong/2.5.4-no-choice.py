# exercise: 2.5.4
# verdict: wrong
# says: is none of the choices
answer("2.5.4", "it rises")
