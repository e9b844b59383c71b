# exercise: 3.4.6
# verdict: wrong
# says: There is an alias Champion
client.set_registered_model_alias(MODEL, "Champion", challenger.version)
