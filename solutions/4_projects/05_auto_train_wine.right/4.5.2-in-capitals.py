# exercise: 4.5.2
answer("4.5.2", "B")
