# exercise: 3.1.2
client.update_registered_model(MODEL, "PV and wind power (gigawatts)")
tags = {"train": candidate.data.params["train"], "owner": "desk",
        "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest().upper()}
for name, value in tags.items():
    client.set_model_version_tag(name=MODEL, version=version.version, key=name, value=value)
