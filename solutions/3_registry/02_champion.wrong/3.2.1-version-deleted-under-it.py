# exercise: 3.2.1
# verdict: wrong
# says: No version of germany-power comes from
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", "lowest RMSE on 2014 of all")
for version in client.search_model_versions(f"name = '{MODEL}' and run_id = '{candidate.info.run_id}'"):
    client.delete_model_version(MODEL, version.version)
client.set_registered_model_alias(
    MODEL, "champion", client.search_model_versions(f"name = '{MODEL}'")[0].version
)
