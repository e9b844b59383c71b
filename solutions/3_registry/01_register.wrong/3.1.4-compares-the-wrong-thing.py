# exercise: 3.1.4
# verdict: wrong
# says: registered more than once
def register_once(model_id):
    there = [version for version in client.search_model_versions(f"name = '{MODEL}'") if version.source == model_id]
    return there[0] if there else mlflow.register_model(f"models:/{model_id}", MODEL)


for _ in range(2):
    for run in newest.values():
        register_once(run.outputs.model_outputs[-1].model_id)
