# exercise: 3.2.1
# verdict: wrong
# says: has it.
other = next(version for version in versions if version.run_id != candidate.info.run_id)
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, other.version, "champion.reason", "lowest RMSE on 2014 of all")
