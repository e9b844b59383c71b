# exercise: 3.3.4
def objections(folder):
    """The types in a model's file that neither skops nor the desk vouches for; nothing is loaded."""
    return {*skops.io.get_untrusted_types(file=folder / "model.skops")} - DESK_TRUSTS


answer("3.3.4", {name: objections(inbox / name) for name in ["north", "east", "south", "west"]})
