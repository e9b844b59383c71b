# exercise: 1.1.2
answer("1.1.2", {"winter": 0, "summer": -1.0})
