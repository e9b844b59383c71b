# exercise: 3.4.5
def gate(train, metrics):
    if not known_before(train):
        return f"the record, {train}, doesn't end before the months that judge"
    try:
        mlflow.validate_evaluation_results(thresholds, EvaluationResult(metrics, {}), baseline)
    except ModelValidationFailedException as refused:
        return refused.message
    return ""


reasons = {name: gate(train, metrics) for name, (train, metrics) in candidates.items()}

place = client.get_experiment_by_name(desk.experiment).experiment_id
for name, reason in reasons.items():
    run = client.create_run(place, run_name=f"gate: {name}", tags={"gate": "failed" if reason else "passed"})
    if reason:
        client.set_tag(run.info.run_id, "gate.reason", reason)
    for metric, value in candidates[name][1].items():
        client.log_metric(run.info.run_id, metric, value)
    client.set_terminated(run.info.run_id)
