# exercise: 2.6.1
# verdict: wrong
# says: 'a or c' is none of the choices
answer("2.6.1", "a or c")
