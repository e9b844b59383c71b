# exercise: 2.6.1
answer("2.6.1", " A ")
