# exercise: 3.2.5
# verdict: wrong
# says: and it isn't on the list
in_use = set(client.get_registered_model(MODEL).aliases.values())
answer("3.2.5", [version.version for version in versions if version.version not in in_use][1:])
