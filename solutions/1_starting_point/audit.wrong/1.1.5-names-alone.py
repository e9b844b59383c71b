# exercise: 1.1.5
# verdict: wrong
# says: is no dictionary of notebooks and causes
answer("1.1.5", ["model_rf", "model_keras"])
