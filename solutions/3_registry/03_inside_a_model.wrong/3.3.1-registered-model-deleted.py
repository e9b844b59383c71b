# exercise: 3.3.1
# verdict: wrong
# says: has no registered model germany-power
answer("3.3.1", {"linear regression": ["skops"], "forest": [], "network": []})
client.delete_registered_model(MODEL)
