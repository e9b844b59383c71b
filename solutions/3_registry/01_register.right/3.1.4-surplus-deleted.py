# exercise: 3.1.4
for run in newest.values():
    address = f"models:/{run.outputs.model_outputs[-1].model_id}"
    for _ in range(3):
        version = mlflow.register_model(address, MODEL)
    for other in client.search_model_versions(f"name = '{MODEL}'"):
        if other.source == address and other.version != version.version:
            client.delete_model_version(MODEL, other.version)
