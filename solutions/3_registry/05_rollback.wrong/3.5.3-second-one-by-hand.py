# exercise: 3.5.3
# verdict: wrong
# says: has no line of the run
promotions.promote("champion", at, f"found at version {at}: until now it was moved by hand", not_asked)
with mlflow.start_run(experiment_id=promotions.experiment_id(), run_name="by hand") as run:
    mlflow.log_params({"alias": "champion", "from": at, "to": friday.version})
    mlflow.set_tags({"reason": "urgent", "data_sha256": friday.tags["data_sha256"]})
    mlflow.log_dict(not_asked, "verdict.json")
    client.set_registered_model_alias(MODEL, "champion", friday.version)
bad = run.info.run_id
