# exercise: 3.1.4
def register_once(model_id):
    """The version of MODEL that was made from this logged model; registered only if there is none."""
    address = f"models:/{model_id}"
    version = mlflow.register_model(address, MODEL)
    for each in client.search_model_versions(f"name = '{MODEL}'"):
        if each.source == address and each.version != version.version:
            client.delete_model_version(MODEL, each.version)
    return version


for _ in range(2):
    for run in newest.values():
        register_once(run.outputs.model_outputs[-1].model_id)
