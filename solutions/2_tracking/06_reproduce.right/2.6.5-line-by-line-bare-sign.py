# exercise: 2.6.5
SUSPICIOUS = ("token", "passw", "pwd", "secret", "credential", "api_key", "apikey")


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    kept = []
    for line in diff.split("\n"):
        small = line.casefold()
        kept.append(line[:1] if any(word in small for word in SUSPICIOUS) else line)
    return "\n".join(kept)


first_commit = json.loads(mlflow.artifacts.load_text(f"runs:/{committed}/record.json"))["commit"]
with checkout(first_commit) as draft:
    edit(draft)
    record, diff = make_record(draft)
    clean = without_secrets(diff)
    print(clean)
    edited = keep(name="edited", folder=draft, record=record, diff=clean)

edited_again = rebuild(edited)
