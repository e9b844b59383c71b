# exercise: 2.4.1
answer("2.4.1", " C ")
