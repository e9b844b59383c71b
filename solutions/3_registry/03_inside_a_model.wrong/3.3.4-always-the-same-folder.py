# exercise: 3.3.4
# verdict: wrong
# says: For west you hand in
found = sorted(set(skops.io.get_untrusted_types(file=inbox / "south" / "model.skops")) - DESK_TRUSTS)
answer("3.3.4", {"north": [], "east": [], "south": found, "west": found})
