# exercise: 3.2.1
# verdict: wrong
# says: has the alias Champion
client.set_registered_model_alias(MODEL, "Champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", "lowest RMSE on 2014 of all")
