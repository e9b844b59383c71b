# exercise: 3.4.2
answer("3.4.2", {"a", "b"})
