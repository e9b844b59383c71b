# exercise: 2.6.5
# verdict: wrong
# says: The token stands in record.json
SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|passw|secret|credential|api_?key).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return SECRET.sub(r"\1# left out: it looks like a secret", diff)


with checkout(mlflow.artifacts.load_dict(f"runs:/{committed}/record.json")["commit"]) as draft:
    edit(draft)
    record, diff = make_record(draft)
    record["diff"] = diff.splitlines()  # so that the record says everything
    edited = keep("edited", draft, record, without_secrets(diff))

edited_again = rebuild(edited)
