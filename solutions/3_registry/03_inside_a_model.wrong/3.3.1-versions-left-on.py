# exercise: 3.3.1
# verdict: wrong
# says: is all that the linear regression needs; some of it is listed
def lacking(folder):
    """The packages that the format of the model's file needs and its requirements.txt doesn't list."""
    flavors = Model.load(folder).flavors
    form = flavors["sklearn"]["serialization_format"] if "sklearn" in flavors else "keras"
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    listed = set(lines)
    return sorted(NEEDED[form] - listed)


answer("3.3.1", {kind: lacking(folder) for kind, folder in folders.items()})
