# exercise: 2.7.4
answer("2.7.4", " C ")
