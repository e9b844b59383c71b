# exercise: 3.1.1
# verdict: wrong
# says: has no version
version = mlflow.register_model(f"models:/{model_id}", MODEL)
client.delete_model_version(MODEL, version.version)
