# exercise: 3.1.2
# verdict: wrong
# says: doesn't say wind
client.update_registered_model(MODEL, "Solar power in a window of one hour, in GW")

data_sha256 = hashlib.sha256(desk.data.read_bytes()).hexdigest()
for tag, value in {"train": candidate.data.params["train"], "data_sha256": data_sha256}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
