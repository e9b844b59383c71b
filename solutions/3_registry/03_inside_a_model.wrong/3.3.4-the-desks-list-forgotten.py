# exercise: 3.3.4
# verdict: wrong
# says: in east, which the desk trusts
def objections(folder):
    """The types in a model's file that neither skops nor the desk vouches for; nothing is loaded."""
    return skops.io.get_untrusted_types(file=folder / "model.skops")


answer("3.3.4", {name: objections(inbox / name) for name in ["north", "east", "south", "west"]})
