# exercise: 2.6.4
# verdict: wrong
# says: result.json doesn't say in which folder the training ran
def rebuild(run_id):
    """Repeat a recorded run from its record alone; returns the id of the new run."""
    record = mlflow.artifacts.load_dict(f"runs:/{run_id}/record.json")
    if full_hash(desk.data.read_bytes()) != record["data_sha256"]:
        raise ValueError(f"{desk.data} doesn't hold the data of the run {run_id}.")
    with checkout(record["commit"]) as folder:
        result = train(folder, record)
    name = f"{mlflow.get_run(run_id).info.run_name}, rebuilt"
    tags = {"rebuilt_from": run_id, "mlflow.source.git.commit": record["commit"]}
    with mlflow.start_run(run_name=name, tags=tags) as run:
        mlflow.log_metrics(result["metrics"])
        mlflow.log_dict({name: value for name, value in result.items() if name != "folder"}, "result.json")
    return run.info.run_id


again = rebuild(committed)
