# exercise: 3.5.5
# verdict: wrong
# says: found champion at version
client.set_registered_model_alias(MODEL, "champion", at)
last_good = mlflow.get_run(bad).data.params["from"]
promotions.promote("champion", last_good, "its forecasts of the wind are far too low", {"takes back": bad})
tags = {"gate": "failed", "gate.reason": "it learned from wind speeds in km/h, and is given m/s"}
for tag, value in tags.items():
    client.set_model_version_tag(MODEL, friday.version, tag, value)
