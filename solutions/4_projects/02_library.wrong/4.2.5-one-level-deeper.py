# exercise: 4.2.5
# verdict: wrong
# says: Go on with what each package requires
def locked(name):
    """All that the installed package `name` needs, directly or not: a list of lines name==version."""
    found, todo = {}, requires(name) or []
    while todo:
        needed = Requirement(todo.pop())
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        found[needed.name] = version(needed.name)
        for text in requires(needed.name) or []:
            other = Requirement(text)
            if not other.marker or other.marker.evaluate({"extra": ""}):
                found[other.name] = version(other.name)
    return sorted({f"{canonicalize_name(name)}=={number}" for name, number in found.items()})


with open(package / "requirements.lock", "w", encoding="utf-8") as file:
    file.writelines(f"{line}\n" for line in locked("powerdesk"))
