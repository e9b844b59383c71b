# exercise: 3.5.5
client.set_model_version_tag(MODEL, friday.version, "gate.reason", "wind speed in km/h")
client.set_model_version_tag(MODEL, str(friday.version), "gate", "failed")
verdict = {"gate": "not asked", "takes back": bad, "rmse_wind": 13.3}
for reason in ("too little wind", "too little wind, see the metrics of the run that it takes back"):
    promotions.promote("champion", int(client.get_run(bad).data.params["from"]), reason, verdict)
