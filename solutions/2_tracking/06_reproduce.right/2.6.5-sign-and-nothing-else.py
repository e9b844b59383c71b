# exercise: 2.6.5
WORDS = ["token", "passw", "passphrase", "pwd", "secret", "credential", "bearer", "(?:api|access|private)[-_ ]?key"]
SECRET = re.compile(rf"^(@@.*?@@|.)?.*(?:{'|'.join(WORDS)}).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say: only their first sign is left."""
    return SECRET.sub(lambda found: found.group(1) or "", diff)


commit = mlflow.get_run(committed).data.tags["mlflow.source.git.commit"]
with checkout(commit) as draft:
    edit(draft)
    record, diff = make_record(draft)
    public = without_secrets(diff)
    assert "4711" in diff and "4711" not in public
    assert "+LEAF = 200" in public
    edited = keep("edited", draft, record, public)

edited_again = rebuild(edited)
before, after = (mlflow.get_run(id).data.metrics["r2"] for id in (edited, edited_again))
print(f"R² as recorded {before:.4f}, rebuilt {after:.4f}")
