# exercise: 3.3.4
# verdict: wrong
# says: stands in the list of south's MLmodel, and not in its file
def objections(folder):
    """The types in a model's file that neither skops nor the desk vouches for; nothing is loaded."""
    trusted = Model.load(folder).flavors["sklearn"]["skops_trusted_types"] or []
    return sorted(set(trusted) - DESK_TRUSTS)


answer("3.3.4", {name: objections(inbox / name) for name in ["north", "east", "south", "west"]})
