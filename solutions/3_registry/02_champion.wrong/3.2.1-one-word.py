# exercise: 3.2.1
# verdict: wrong
# says: has the tag champion.reason, with the value
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", "best")
