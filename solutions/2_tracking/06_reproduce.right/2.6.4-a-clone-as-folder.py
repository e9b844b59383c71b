# exercise: 2.6.4
def rebuild(run_id):
    """Repeat a recorded run from its record alone; returns the id of the new run."""
    record = json.loads(mlflow.artifacts.load_text(f"runs:/{run_id}/record.json"))
    with desk.data.open("rb") as file:
        today = hashlib.file_digest(file, "sha256").hexdigest()
    assert today == record["data_sha256"], "The data are other ones than then."

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        copy = Path(place).resolve() / "again"
        git("clone", "--quiet", "--no-checkout", repository, copy)
        git("-c", "core.autocrlf=false", "checkout", "--quiet", "--detach", record["commit"], folder=copy)
        result = train(copy, record)

    tags = {
        "rebuilt_from": run_id,
        "mlflow.source.name": record["script"],
        "mlflow.source.git.commit": record["commit"],
        "how": "in a fresh clone",
    }
    run = mlflow.start_run(run_name="once more", tags=tags)
    mlflow.log_params(record["parameters"])
    for name, value in result["metrics"].items():
        mlflow.log_metric(name, value)
    mlflow.log_text(json.dumps(result, indent=4, sort_keys=True), "result.json")
    mlflow.end_run()
    return run.info.run_id


again = rebuild(committed)
before, after = mlflow.get_run(committed).data.metrics, mlflow.get_run(again).data.metrics
for name in before:
    print(f"{name:10}", before[name], after[name], before[name] == after[name])
