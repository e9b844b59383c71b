# exercise: 2.6.5
# verdict: wrong
# says: The rebuilt run has the scores of the edited run
SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|passw|secret|credential|api_?key).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return SECRET.sub(r"\1# left out: it looks like a secret", diff)


with checkout("HEAD") as draft:
    edit(draft)
    record, diff = make_record(draft)
    edited = keep("edited", draft, record, without_secrets(diff))

with mlflow.start_run(run_name="edited, rebuilt", tags={"rebuilt_from": edited}):
    mlflow.log_metrics(mlflow.get_run(edited).data.metrics)
