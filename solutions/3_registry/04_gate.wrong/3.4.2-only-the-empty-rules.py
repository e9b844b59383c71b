# exercise: 3.4.2
# verdict: wrong
# says: You say that MLflow raises an error in case b
answer("3.4.2", ["a"])
