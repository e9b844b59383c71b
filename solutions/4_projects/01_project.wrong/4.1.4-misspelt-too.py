# exercise: 4.1.4
# verdict: wrong
# says: MLflow refuses b
answer("4.1.4", ["b", "c", "d"])
