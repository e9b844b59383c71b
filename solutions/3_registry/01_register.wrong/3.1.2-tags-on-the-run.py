# exercise: 3.1.2
# verdict: wrong
# says: has no tag train and no tag data_sha256
client.update_registered_model(MODEL, "Solar and wind power in GW, hour by hour.")
for tag, value in {"train": candidate.data.params["train"],
                   "data_sha256": hashlib.sha256(desk.data.read_bytes()).hexdigest()}.items():
    client.set_tag(candidate.info.run_id, tag, value)
