# exercise: 4.2.1
answer("4.2.1", "a")
answer("4.2.1", " b ")
