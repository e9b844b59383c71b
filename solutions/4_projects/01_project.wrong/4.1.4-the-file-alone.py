# exercise: 4.1.4
# verdict: wrong
# says: MLflow lets c through
answer("4.1.4", ["d"])
