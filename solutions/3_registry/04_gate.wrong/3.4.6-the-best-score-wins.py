# exercise: 3.4.6
# verdict: wrong
# says: Its scores are the best because it learned the hours that judge
client.set_registered_model_alias(MODEL, "champion", too_eager.version)
