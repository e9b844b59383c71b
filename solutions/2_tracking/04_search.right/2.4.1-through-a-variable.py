# exercise: 2.4.1
choices = {"the same as": "a", "smaller than": "b", "larger than": "c"}
guess = choices["larger than"]
answer("2.4.1", guess)
