# exercise: 3.4.5
def gate(train, metrics):
    """Why the desk refuses a candidate; an empty text where it doesn't."""
    if known_before(train):
        try:
            mlflow.validate_evaluation_results(thresholds, EvaluationResult(dict(metrics), {}), baseline)
        except ModelValidationFailedException as refused:
            return refused.message
        else:
            return ""
    return f"train = {train}: not known to end before {FIRST_HOUR:%Y-%m-%d}, so it may know the hours that judge it"


reasons = {}
place = client.get_experiment_by_name(desk.experiment).experiment_id
for name, (train, metrics) in reversed(candidates.items()):
    reasons[name] = gate(train, metrics)
    run_id = client.create_run(place, run_name=f"gate: {name}", tags={"train": str(train)}).info.run_id
    for metric, value in metrics.items():
        client.log_metric(run_id, metric, value)
    client.set_tag(run_id, "gate", "failed" if reasons[name] else "passed")
    if reasons[name] != "":
        client.set_tag(run_id, "gate.reason", reasons[name])
    client.set_terminated(run_id)
