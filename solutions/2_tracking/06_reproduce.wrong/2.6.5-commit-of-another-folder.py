# exercise: 2.6.5
# verdict: wrong
# says: run git in the folder where the training runs (folder=folder)
def make_record(folder):
    """As in 2.6.3, but git is asked about the repository, whatever the folder."""
    diff = changes(folder)
    record = {
        "script": script,
        "commit": git("rev-parse", "HEAD").strip(),
        "dirty": bool(diff),
        "untracked": [],
        "data_sha256": full_hash(desk.data.read_bytes()),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("numpy", "pandas", "scikit-learn")},
        "parameters": parameters,
        "threads": threads,
    }
    return record, diff


SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|passw|secret|credential|api_?key).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return SECRET.sub(r"\1# left out: it looks like a secret", diff)


with checkout(mlflow.artifacts.load_dict(f"runs:/{committed}/record.json")["commit"]) as draft:
    edit(draft)
    record, diff = make_record(draft)
    edited = keep("edited", draft, record, without_secrets(diff))

edited_again = rebuild(edited)
