# exercise: 3.5.5
# verdict: wrong
# says: moves champion away from version
tags = {"gate": "failed", "gate.reason": "it learned from wind speeds in km/h, and is given m/s"}
for tag, value in tags.items():
    client.set_model_version_tag(MODEL, friday.version, tag, value)
