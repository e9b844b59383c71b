# exercise: 2.4.1
# verdict: wrong
# says: Does a forest whose leaves sum up thirty hours gain as much
answer("2.4.1", "a")
