# exercise: 3.5.2
def promote(alias, to, reason, verdict=None):
    reason = " ".join(reason.split())
    if reason == "":
        raise RuntimeError("why?")
    client = MlflowClient()
    target = {str(each.version): each for each in client.search_model_versions(f"name='{MODEL}'")}.get(str(to))
    if target is None:
        raise LookupError(f"{MODEL} has no version {to}")
    known = client.get_registered_model(MODEL).aliases
    run = mlflow.start_run(experiment_id=experiment_id(), tags={"reason": reason})
    try:
        for name, value in (("alias", alias), ("from", known[alias] if alias in known else "none"), ("to", to)):
            mlflow.log_param(name, value)
        mlflow.set_tag("data_sha256", target.tags["data_sha256"])
        mlflow.set_tag("by", "hand")
        mlflow.log_text(json.dumps(verdict, indent=1), "verdict.json")
        client.set_registered_model_alias(name=MODEL, alias=alias, version=str(to))
        if client.get_registered_model(MODEL).aliases[alias] not in (to, str(to), int(to)):
            raise RuntimeError("not moved")
        note({"alias": alias, "from": str(known.get(alias)), "to": str(to), "reason": reason, "run": run.info.run_id})
    except Exception:
        mlflow.end_run("FAILED")
        raise
    mlflow.end_run()
    return run.info.run_id
