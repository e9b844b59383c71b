# exercise: 3.4.6
# verdict: wrong
# says: The tag gate of version
client.set_registered_model_alias(MODEL, "champion", challenger.version)
for version in (challenger, too_eager):
    client.set_tag(version.run_id, "gate", "passed")
    client.set_tag(version.run_id, "champion.reason", "the first quarter of 2015")
