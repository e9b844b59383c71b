# exercise: 3.2.1
# verdict: wrong
# says: has no tag champion.reason
client.set_registered_model_alias(MODEL, "champion", own.version)
