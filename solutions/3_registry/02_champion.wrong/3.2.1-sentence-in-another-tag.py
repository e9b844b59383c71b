# exercise: 3.2.1
# verdict: wrong
# says: its tag champion_reason says more
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", "best")
client.set_model_version_tag(MODEL, own.version, "champion_reason", "lowest RMSE on 2014 of all")
