# exercise: 3.2.3
answer("3.2.3", "B")
