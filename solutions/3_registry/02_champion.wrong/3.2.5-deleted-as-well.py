# exercise: 3.2.5
# verdict: wrong
# says: has no such version
aliases = client.get_registered_model(MODEL).aliases
in_use = {str(number) for number in aliases.values()}
unused = [
    version.version for version in client.search_model_versions(f"name = '{MODEL}'") if str(version.version) not in in_use
]
for number in unused:
    client.delete_model_version(MODEL, number)
answer("3.2.5", unused)
