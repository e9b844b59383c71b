# exercise: 3.1.2
# verdict: wrong
# says: it doesn't say GW, the unit
client.update_registered_model(MODEL, "Solar and wind power of Germany, hour by hour.")
for tag, value in {"train": candidate.data.params["train"],
                   "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest()}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
