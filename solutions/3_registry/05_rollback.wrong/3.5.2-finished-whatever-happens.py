# exercise: 3.5.2
# verdict: wrong
# says: and the run of that move is FINISHED all the same
def promote(alias, to, reason, verdict):
    client = MlflowClient()
    if not reason.strip():
        raise ValueError("No alias moves without a reason.")
    version = client.get_model_version(MODEL, to)
    entry = {"alias": alias, "from": client.get_registered_model(MODEL).aliases.get(alias, "none"), "to": to}
    run = mlflow.start_run(experiment_id=experiment_id())
    try:
        mlflow.log_params(entry)
        mlflow.set_tags({"reason": reason, "data_sha256": version.tags["data_sha256"]})
        mlflow.log_dict(verdict, "verdict.json")
        client.set_registered_model_alias(MODEL, alias, to)
        if str(client.get_model_version_by_alias(MODEL, alias).version) != str(to):
            raise RuntimeError("not moved")
        note(entry | {"reason": reason, "run": run.info.run_id})
    finally:
        mlflow.end_run()
    return run.info.run_id
