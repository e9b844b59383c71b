# exercise: 3.4.5
# verdict: wrong
# says: refuse it before all else
def gate(train, metrics):
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
