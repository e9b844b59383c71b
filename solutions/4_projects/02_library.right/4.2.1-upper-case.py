# exercise: 4.2.1
answer("4.2.1", "B")
