# exercise: 3.4.6
client.set_model_version_tag(MODEL, challenger.version, "gate", "passed")
client.set_model_version_tag(MODEL, challenger.version, "champion.reason", "RMSE on Q1 2015 is lower for both targets")
client.set_model_version_tag(MODEL, too_eager.version, "gate", "failed")
client.set_model_version_tag(MODEL, too_eager.version, "gate.reason", "it has learned the months that judge")
client.set_registered_model_alias(MODEL, "champion", challenger.version)
