# exercise: 4.5.1
answer("4.5.1", "b")
answer("4.5.1", "c")
