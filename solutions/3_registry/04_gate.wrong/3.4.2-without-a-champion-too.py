# exercise: 3.4.2
# verdict: wrong
# says: You say that MLflow raises nothing in case e
answer("3.4.2", ["a", "b", "e"])
