# exercise: 3.5.6
answer("3.5.6", ("D", "B", "b"))
