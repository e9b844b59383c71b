# exercise: 3.1.2
# verdict: wrong
# says: The tag data_sha256
client.update_registered_model(MODEL, "Solar and wind power in GW, hour by hour.")
client.set_model_version_tag(MODEL, version.version, "train", candidate.data.params["train"])
