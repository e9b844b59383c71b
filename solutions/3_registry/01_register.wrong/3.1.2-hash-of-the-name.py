# exercise: 3.1.2
# verdict: wrong
# says: that isn't the SHA-256
client.update_registered_model(MODEL, "Solar and wind power in GW, hour by hour.")
for tag, value in {"train": candidate.data.params["train"],
                   "data_sha256": hashlib.sha256(str(desk.data).encode()).hexdigest()}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
