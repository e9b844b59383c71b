# exercise: 2.6.5
# verdict: wrong
# says: has 1 that begin with +
SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|passw|secret|credential|api_?key).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return "".join(line for line in diff.splitlines(keepends=True) if not SECRET.match(line))


with checkout(mlflow.artifacts.load_dict(f"runs:/{committed}/record.json")["commit"]) as draft:
    edit(draft)
    record, diff = make_record(draft)
    edited = keep("edited", draft, record, without_secrets(diff))

edited_again = rebuild(edited)
