# exercise: 2.2.1
guess = " b "
answer("2.2.1", guess)
