# exercise: 3.4.2
# verdict: wrong
# says: Could it take a metric that isn't there for a good one
answer("3.4.2", ["a", "b", "d"])
