# exercise: 2.5.4
answer("2.5.4", "B")
