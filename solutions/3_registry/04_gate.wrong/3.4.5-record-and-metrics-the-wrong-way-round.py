# exercise: 3.4.5
# verdict: wrong
# says: where known_before(train) says no, not yes
def gate(train, metrics):
    if known_before(train):
        return f"the record, {train}, doesn't end before the months that judge"
    try:
        mlflow.validate_evaluation_results(thresholds, EvaluationResult(metrics, {}), baseline)
    except ModelValidationFailedException as refused:
        return refused.message
    return ""


reasons = {name: gate(train, metrics) for name, (train, metrics) in candidates.items()}
for name, reason in reasons.items():
    with mlflow.start_run(run_name=f"gate: {name}"):
        mlflow.log_metrics(candidates[name][1])
        mlflow.set_tags({"gate": "failed", "gate.reason": reason} if reason else {"gate": "passed"})
