# exercise: 3.2.3
# verdict: wrong
# says: none of the choices
answer("3.2.3", "it stays")
