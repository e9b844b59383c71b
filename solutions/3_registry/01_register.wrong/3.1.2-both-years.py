# exercise: 3.1.2
# verdict: wrong
# says: its run says '2013'
client.update_registered_model(MODEL, "Solar and wind power in GW, hour by hour.")
for tag, value in {"train": "2013 and 2014", "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest()}.items():
    client.set_model_version_tag(MODEL, version.version, tag, value)
