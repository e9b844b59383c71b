# exercise: 3.1.2
# verdict: wrong
# says: that isn't the SHA-256
client.update_registered_model(MODEL, "Germany's solar and wind power of an hour, in GW.")
with open(desk.data, "rb") as file:
    data_sha256 = hashlib.sha256(file.read(65536)).hexdigest()
for tag, value in {"train": candidate.data.params["train"], "data_sha256": data_sha256}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
