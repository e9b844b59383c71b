# exercise: 3.1.2
# verdict: wrong
# says: has no description
client.update_model_version(MODEL, version.version, "Solar and wind power in GW, hour by hour.")
for tag, value in {"train": candidate.data.params["train"],
                   "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest()}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
