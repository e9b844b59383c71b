# exercise: 3.1.4
# verdict: wrong
# says: has no version of a model of
def register_once(model_id):
    address = f"models:/{model_id}"
    there = [version for version in client.search_model_versions(f"name = '{MODEL}'") if version.source == address]
    return there[0] if there else mlflow.register_model(address, MODEL)


for run in list(newest.values())[1:]:
    register_once(run.outputs.model_outputs[-1].model_id)
