# exercise: 2.6.3
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
        "python": sys.version,
        "packages": {name: version(name) for name in ("numpy", "pandas", "scikit_learn", "mlflow")},
        "parameters": parameters,
        "threads": threads,
    }
    return record, diff


record, diff = make_record(repository)
committed = keep("committed", repository, record, diff)

with mlflow.start_run(run_id=committed):
    figure, panel = plt.subplots()
    panel.plot([0, 1], [0, 1])
    mlflow.log_figure(figure, "line.png")
    mlflow.log_metrics({"hours": 8760, "nothing": float("nan")})
    mlflow.set_tag("note", "x" * 3000)
plt.close(figure)
