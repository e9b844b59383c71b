# exercise: 3.4.5
# verdict: wrong
# says: Name the record in it
def gate(train, metrics):
    if not known_before(train):
        return "not good enough"
    try:
        mlflow.validate_evaluation_results(thresholds, EvaluationResult(metrics, {}), baseline)
    except ModelValidationFailedException as refused:
        return "not good enough"
    return ""


reasons = {name: gate(train, metrics) for name, (train, metrics) in candidates.items()}
for name, reason in reasons.items():
    with mlflow.start_run(run_name=f"gate: {name}"):
        mlflow.log_metrics(candidates[name][1])
        mlflow.set_tags({"gate": "failed", "gate.reason": reason} if reason else {"gate": "passed"})
