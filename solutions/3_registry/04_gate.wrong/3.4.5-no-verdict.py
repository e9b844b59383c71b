# exercise: 3.4.5
# verdict: wrong
# says: has no tag gate
def gate(train, metrics):
    if not known_before(train):
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
        mlflow.log_param("reason", reason or "none")
