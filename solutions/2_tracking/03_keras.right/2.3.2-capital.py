# exercise: 2.3.2
answer("2.3.2", "C ")
