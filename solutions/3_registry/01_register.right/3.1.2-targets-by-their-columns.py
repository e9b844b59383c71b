# exercise: 3.1.2
client.update_registered_model(MODEL, "Predicts solar_GW and wind_GW from the weather of an hour.")
for tag, value in {"train": candidate.data.params["train"],
                   "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest()}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
