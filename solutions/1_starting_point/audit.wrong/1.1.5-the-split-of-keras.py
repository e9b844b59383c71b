# exercise: 1.1.5
# verdict: wrong
# says: The split of model_keras is the same in each run
answer("1.1.5", {"model_rf": "model", "model_keras": "split"})
