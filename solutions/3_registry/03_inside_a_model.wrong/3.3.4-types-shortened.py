# exercise: 3.3.4
# verdict: wrong
# says: For south you hand in ['TreePredictor']
def objections(folder):
    """The types in a model's file that neither skops nor the desk vouches for; nothing is loaded."""
    found = skops.io.get_untrusted_types(file=folder / "model.skops")
    return [name.rpartition(".")[2] for name in found if name not in DESK_TRUSTS]


answer("3.3.4", {name: objections(inbox / name) for name in ["north", "east", "south", "west"]})
