# exercise: 3.3.4
# verdict: wrong
# says: in east, which the desk trusts
def objections(folder):
    """The types in a model's file that neither skops nor the desk vouches for; nothing is loaded."""
    found = skops.io.get_untrusted_types(file=folder / "model.skops")
    return sorted(DESK_TRUSTS - set(found)) or sorted(found)


answer("3.3.4", {name: objections(inbox / name) for name in ["north", "east", "south", "west"]})
