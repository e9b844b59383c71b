# exercise: 4.1.4
answer("4.1.4", {"c", "d"})
