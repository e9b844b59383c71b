# exercise: 3.3.1
# verdict: wrong
# says: germany-power has no version any more of these kinds: forest
answer("3.3.1", {"linear regression": ["skops"], "forest": [], "network": []})
client.delete_model_version(MODEL, models["forest"].rpartition("/")[2])
