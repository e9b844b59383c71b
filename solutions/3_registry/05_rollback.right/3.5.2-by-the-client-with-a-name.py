# exercise: 3.5.2
def promote(alias, to, reason, verdict):
    if not reason.strip():
        raise ValueError("No alias moves without a reason.")
    client = MlflowClient()
    import getpass

    version = client.get_model_version(MODEL, to)
    entry = {"alias": alias, "from": str(client.get_registered_model(MODEL).aliases.get(alias, "none")), "to": str(to)}
    run = client.create_run(experiment_id(), run_name=f"{alias} to {to}", tags={"mlflow.user": getpass.getuser()}).info.run_id
    for name, value in entry.items():
        client.log_param(run, name, value)
    client.set_tag(run, "reason", reason)
    client.set_tag(run, "data_sha256", version.tags["data_sha256"])
    client.log_dict(run, verdict, "verdict.json")
    try:
        client.set_registered_model_alias(MODEL, alias, to)
    except Exception:
        client.set_terminated(run, "FAILED")
        raise
    if str(client.get_model_version_by_alias(MODEL, alias).version) != str(to):
        client.set_terminated(run, "FAILED")
        raise RuntimeError("not moved")
    note(entry | {"reason": reason, "run": run})
    client.set_terminated(run)
    return run
