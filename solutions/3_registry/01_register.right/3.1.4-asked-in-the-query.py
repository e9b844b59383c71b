# exercise: 3.1.4
def register_once(model_id):
    """The version of MODEL that was made from this logged model; registered only if there is none."""
    source = "models:/" + model_id
    found_there = mlflow.search_model_versions(filter_string=f"name = '{MODEL}' and source_path = '{source}'")
    for one in found_there:
        return one
    return mlflow.register_model(model_uri=source, name=MODEL)


for _ in range(3):
    made = [register_once(model_id=run.outputs.model_outputs[-1].model_id) for run in newest.values()]
