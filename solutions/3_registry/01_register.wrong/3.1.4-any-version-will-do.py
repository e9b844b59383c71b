# exercise: 3.1.4
# verdict: not attempted
# says: no other model than the candidate
def register_once(model_id):
    there = client.search_model_versions(f"name = '{MODEL}'")
    return there[0] if there else mlflow.register_model(f"models:/{model_id}", MODEL)


for _ in range(2):
    for run in newest.values():
        register_once(run.outputs.model_outputs[-1].model_id)
