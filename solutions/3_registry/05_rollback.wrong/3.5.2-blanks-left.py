# exercise: 3.5.2
# verdict: wrong
# says: Fill all the blanks
def promote(alias, to, reason, verdict):
    """Moves an alias of MODEL to the version `to`: first a run that says why, then the move. Returns the run's id."""
    if not ____:
        raise ValueError("No alias moves without a reason.")
    client = MlflowClient()
    version = client.get_model_version(MODEL, to)  # raises an error where there is none
    at = client.get_registered_model(MODEL).aliases.get(alias, "none")
    entry = {"alias": alias, "from": str(at), "to": str(to)}
    with mlflow.start_run(experiment_id=experiment_id(), run_name=f"{alias} to version {to}") as run:
        mlflow.log_params(entry)
        mlflow.set_tags({"reason": reason, "data_sha256": version.tags.get("data_sha256", "unknown")})
        mlflow.log_dict(verdict, "verdict.json")
        client.set_registered_model_alias(MODEL, alias, to)
        now = client.get_model_version_by_alias(MODEL, alias).version
        if str(now) != str(to):
            raise RuntimeError(f"{alias} is at version {now}, not at {to}.")
        note(entry | {"reason": reason, "run": run.info.run_id})
    return run.info.run_id
