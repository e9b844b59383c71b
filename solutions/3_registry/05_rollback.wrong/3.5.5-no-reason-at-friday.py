# exercise: 3.5.5
# verdict: wrong
# says: Say in a few words what is wrong with it
last_good = mlflow.get_run(bad).data.params["from"]
promotions.promote("champion", last_good, "its forecasts of the wind are far too low", {"takes back": bad})
tags = {"gate": "failed"}
for tag, value in tags.items():
    client.set_model_version_tag(MODEL, friday.version, tag, value)
