# exercise: 3.3.4
# verdict: wrong
# says: You object to nothing at all
def objections(folder):
    """The types in a model's file that neither skops nor the desk vouches for; nothing is loaded."""
    trusted = Model.load(folder).flavors["sklearn"]["skops_trusted_types"] or []
    found = skops.io.get_untrusted_types(file=folder / "model.skops")
    return sorted(set(found) - set(trusted) - DESK_TRUSTS)


answer("3.3.4", {name: objections(inbox / name) for name in ["north", "east", "south", "west"]})
