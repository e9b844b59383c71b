# exercise: 3.1.4
def register_once(run):
    there = client.search_model_versions(f"name = '{MODEL}' and run_id = '{run.info.run_id}'")
    return there[0] if there else mlflow.register_model(f"models:/{run.outputs.model_outputs[-1].model_id}", MODEL)


for _ in range(2):
    for run in newest.values():
        register_once(run)
