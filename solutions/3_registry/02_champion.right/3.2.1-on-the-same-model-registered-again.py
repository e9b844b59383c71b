# exercise: 3.2.1
own = mlflow.register_model(own.source, MODEL)
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", "the candidate of chapter two, by RMSE")
