# exercise: 3.2.1
client.set_registered_model_alias(MODEL, "champion", int(own.version))
client.set_model_version_tag(MODEL, str(own.version), "champion.reason", "It was off least on 2014, by its RMSE.")
