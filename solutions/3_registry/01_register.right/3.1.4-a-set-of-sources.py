# exercise: 3.1.4
known = {version.source for version in client.search_model_versions(f"name = '{MODEL}'")}
for _ in range(2):
    for run in newest.values():
        address = f"models:/{run.outputs.model_outputs[-1].model_id}"
        if address not in known:
            known.add(mlflow.register_model(address, MODEL).source)
