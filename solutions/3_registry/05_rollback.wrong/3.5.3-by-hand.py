# exercise: 3.5.3
# verdict: wrong
# says: and no promotion has put it there
client.set_registered_model_alias(MODEL, "champion", friday.version)
