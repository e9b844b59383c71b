# exercise: 3.2.4
answer("3.2.4", " b")
