# exercise: 3.4.6
# verdict: wrong
# says: for all versions alike
client.set_registered_model_tag(MODEL, "gate", "passed")
client.set_registered_model_tag(MODEL, "champion.reason", "better on the first quarter of 2015")
