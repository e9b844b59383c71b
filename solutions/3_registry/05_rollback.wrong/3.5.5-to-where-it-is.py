# exercise: 3.5.5
# verdict: wrong
# says: The parameter from of the run bad says so
last_good = mlflow.get_run(bad).data.params["to"]
promotions.promote("champion", last_good, "its forecasts of the wind are far too low", {"takes back": bad})
tags = {"gate": "failed", "gate.reason": "it learned from wind speeds in km/h, and is given m/s"}
for tag, value in tags.items():
    client.set_model_version_tag(MODEL, friday.version, tag, value)
