# exercise: 4.2.5
# verdict: wrong
# says: There is a file 4_projects/requirements.lock
def locked(name):
    """All that the installed package `name` needs, directly or not: a list of lines name==version."""
    found, todo = {}, requires(name) or []
    while todo:
        needed = Requirement(todo.pop())
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        if needed.name not in found:
            found[needed.name] = version(needed.name)
            todo += requires(needed.name) or []
    return sorted({f"{canonicalize_name(name)}=={number}" for name, number in found.items()})


with open(package.parent / "requirements.lock", "w", encoding="utf-8") as file:
    file.writelines(f"{line}\n" for line in locked("powerdesk"))
