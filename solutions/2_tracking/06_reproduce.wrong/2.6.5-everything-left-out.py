# exercise: 2.6.5
# verdict: wrong
# says: the diff doesn't show the line in which LEAF was changed
SECRET = re.compile(r"^([-+ ]|@@.*?@@).*(token|password|leaf).*$", re.IGNORECASE | re.MULTILINE)


def without_secrets(diff):
    """The diff without what its suspicious lines say."""
    return SECRET.sub(r"\1# left out: it looks like a secret", diff)


with checkout("HEAD") as draft:
    edit(draft)
    record, diff = make_record(draft)
    edited = keep("edited", draft, record, without_secrets(diff))

edited_again = rebuild(edited)
