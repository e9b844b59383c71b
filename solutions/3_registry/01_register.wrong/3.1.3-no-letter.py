# exercise: 3.1.3
# verdict: wrong
# says: none of the choices
answer("3.1.3", "another version")
