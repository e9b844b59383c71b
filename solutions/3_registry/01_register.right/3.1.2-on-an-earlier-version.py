# exercise: 3.1.2
client.update_registered_model(MODEL, "Solar and wind power in GW.")
client.set_model_version_tag(MODEL, version.version, "train", candidate.data.params["train"])
client.set_model_version_tag(
    MODEL, version.version, "data_sha256", hashlib.sha256(desk.data.read_bytes()).hexdigest()
)
mlflow.register_model(f"models:/{model_id}", MODEL)
