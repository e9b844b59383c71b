# exercise: 2.3.2
# verdict: wrong
# says: is none of the choices
answer("2.3.2", "the patience of early stopping")
