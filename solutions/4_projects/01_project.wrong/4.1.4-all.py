# exercise: 4.1.4
# verdict: wrong
# says: MLflow refuses a
answer("4.1.4", ["a", "b", "c", "d"])
