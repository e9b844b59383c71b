# exercise: 3.5.5
# verdict: wrong
# says: it was moved past promote
last_good = mlflow.get_run(bad).data.params["from"]
client.set_registered_model_alias(MODEL, "champion", last_good)
tags = {"gate": "failed", "gate.reason": "it learned from wind speeds in km/h, and is given m/s"}
for tag, value in tags.items():
    client.set_model_version_tag(MODEL, friday.version, tag, value)
