# exercise: 2.6.5
# verdict: wrong
# says: is right, but the run isn't rebuilt yet
SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|passw|secret|credential|api_?key).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return SECRET.sub(r"\1# left out: it looks like a secret", diff)


with checkout("HEAD") as draft:
    edit(draft)
    record, diff = make_record(draft)
    edited = keep("edited", draft, record, without_secrets(diff))
