# exercise: 2.6.3
# verdict: wrong
# says: The parameter trees of the run is None; the files beside it say '20'
def make_record(folder):
    """What a run of the script in `folder` is made from, and the diff of what isn't committed there."""
    diff = changes(folder)
    unknown = git("ls-files", "--others", "--exclude-standard", "--", *code, folder=folder)
    record = {
        "script": script,
        "commit": git("rev-parse", "HEAD", folder=folder).strip(),
        "dirty": bool(diff),
        "untracked": unknown.splitlines(),
        "data_sha256": full_hash(desk.data.read_bytes()),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("numpy", "pandas", "scikit-learn")},
        "parameters": parameters,
        "threads": threads,
    }
    return record, diff


record, diff = make_record(repository)
result = train(repository, record)
with mlflow.start_run(run_name="committed") as run:
    mlflow.log_dict(result, "result.json")
    mlflow.log_metrics(result["metrics"])
    mlflow.log_dict(record, "record.json")
    mlflow.log_text(diff, "changes.txt")
committed = run.info.run_id
