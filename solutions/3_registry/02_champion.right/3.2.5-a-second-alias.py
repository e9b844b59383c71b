# exercise: 3.2.5
client.set_registered_model_alias(MODEL, "challenger", other.version)
unused = []
for each in client.search_model_versions(f"name = '{MODEL}'", order_by=["version_number ASC"]):
    if not client.get_model_version(MODEL, each.version).aliases:
        unused.append(str(each.version))
answer("3.2.5", unused)
