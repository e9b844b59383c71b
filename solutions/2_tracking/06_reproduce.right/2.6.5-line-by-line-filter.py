# exercise: 2.6.5
SUSPICIOUS = (
    "token", "passw", "passphrase", "pwd", "secret", "credential",
    "apikey", "api_key", "api-key", "access_key", "private_key", "bearer",
)  # fmt: skip


def is_suspicious(line):
    lowered = line.lower()
    return any(word in lowered for word in SUSPICIOUS)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    kept = []
    for line in diff.split("\n"):
        if is_suspicious(line):
            start = re.match(r"@@.*?@@|.", line).group()
            line = start + " <removed>"
        kept.append(line)
    return "\n".join(kept)


with checkout("HEAD") as draft:
    edit(draft)
    draft_record, draft_diff = make_record(draft)
    print(without_secrets(draft_diff))
    edited = keep("edited", draft, draft_record, without_secrets(draft_diff))

edited_again = rebuild(edited)
