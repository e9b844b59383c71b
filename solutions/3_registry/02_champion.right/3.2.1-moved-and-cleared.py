# exercise: 3.2.1
client.set_registered_model_alias(MODEL, "champion", versions[0].version)
client.set_model_version_tag(MODEL, versions[0].version, "champion.reason", "It is the newest.")

client.delete_registered_model_alias(MODEL, "champion")
client.delete_model_version_tag(MODEL, versions[0].version, "champion.reason")
reason = "This is the candidate on which the desk agreed in 2.5, when it had compared all its models on 2014."
client.set_model_version_tag(MODEL, own.version, "champion.reason", reason)
client.set_registered_model_alias(MODEL, "champion", own.version)
