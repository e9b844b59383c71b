# exercise: 3.5.1
answer("3.5.1", "d ")
