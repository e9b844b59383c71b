# exercise: 3.5.5
# verdict: wrong
# says: it was moved past promote
client.set_registered_model_alias(MODEL, "champion", at)
