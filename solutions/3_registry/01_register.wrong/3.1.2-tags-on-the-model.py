# exercise: 3.1.2
# verdict: wrong
# says: for all versions alike
client.update_registered_model(MODEL, "Solar and wind power in GW, hour by hour.")
for tag, value in {"train": candidate.data.params["train"],
                   "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest()}.items():
    client.set_registered_model_tag(MODEL, tag, value)
