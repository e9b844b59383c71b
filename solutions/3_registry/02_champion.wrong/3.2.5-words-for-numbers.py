# exercise: 3.2.5
# verdict: wrong
# says: the alias champion points to it
aliases = client.get_registered_model(MODEL).aliases
unused = [version.version for version in client.search_model_versions(f"name = '{MODEL}'") if version.version not in aliases]
answer("3.2.5", unused)
