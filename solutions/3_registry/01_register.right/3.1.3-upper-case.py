# exercise: 3.1.3
answer("3.1.3", "B")
