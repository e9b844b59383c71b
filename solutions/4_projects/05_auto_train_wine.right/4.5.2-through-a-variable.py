# exercise: 4.5.2
twice_each = "b"
answer("4.5.2", twice_each)
