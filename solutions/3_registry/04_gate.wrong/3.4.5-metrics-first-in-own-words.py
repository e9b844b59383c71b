# exercise: 3.4.5
# verdict: wrong
# says: The reason of gate: both faults is 'wind: nan
def gate(train, metrics):
    """Why the desk refuses a candidate; an empty text where it doesn't."""
    try:
        mlflow.validate_evaluation_results(thresholds, EvaluationResult(metrics, {}), baseline)
    except ModelValidationFailedException as refused:
        return "wind: nan" if np.isnan(metrics["wind"]) else refused.message
    if not known_before(train):
        return f"the record {train} doesn't end before {FIRST_HOUR:%Y-%m-%d}"
    return ""


reasons = {name: gate(train, metrics) for name, (train, metrics) in candidates.items()}
for name, reason in reasons.items():
    with mlflow.start_run(run_name=f"gate: {name}"):
        mlflow.log_metrics(candidates[name][1])
        mlflow.set_tags({"gate": "failed", "gate.reason": reason} if reason else {"gate": "passed"})
