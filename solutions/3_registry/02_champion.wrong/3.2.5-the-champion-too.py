# exercise: 3.2.5
# verdict: wrong
# says: the alias champion points to it
answer("3.2.5", [version.version for version in client.search_model_versions(f"name = '{MODEL}'") if not version.aliases])
