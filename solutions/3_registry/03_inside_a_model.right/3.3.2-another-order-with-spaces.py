# exercise: 3.3.2
answer("3.3.2", ["e ", "c", "d", "c"])
