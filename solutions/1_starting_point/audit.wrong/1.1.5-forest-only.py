# exercise: 1.1.5
# verdict: wrong
# says: there are more
answer("1.1.5", {"model_rf": "model"})
