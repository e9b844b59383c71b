# exercise: 2.6.4
# verdict: wrong
# says: The metric seconds of the run committed, rebuilt was copied from the run committed
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
        mlflow.log_metrics(mlflow.get_run(run_id).data.metrics)
        mlflow.log_dict(result, "result.json")
    return run.info.run_id


again = rebuild(committed)
first, second = (mlflow.get_run(id).data.metrics for id in (committed, again))
print("Equal to the last digit?", first == second)
