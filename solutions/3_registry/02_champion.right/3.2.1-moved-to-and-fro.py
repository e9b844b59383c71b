# exercise: 3.2.1
other = next(version for version in versions if version.run_id != candidate.info.run_id)
client.set_registered_model_alias(MODEL, "champion", other.version)
client.set_registered_model_alias(MODEL, "runner-up", other.version)
client.set_registered_model_alias(MODEL, "champion", own.version)
client.set_model_version_tag(MODEL, own.version, "champion.reason", "smallest error in 2014 of those that learned from 2013")
