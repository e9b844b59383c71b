# exercise: 3.5.5
lines = [json.loads(line) for line in promotions.LOG.read_text(encoding="utf-8").splitlines()]
line = next(line for line in reversed(lines) if line["run"] == bad)
promotions.promote(line["alias"], line["from"], "units of the wind speed", {"takes back": line["run"]})
for tag, value in (("gate", "failed"), ("gate.reason", "km/h in place of m/s")):
    client.set_model_version_tag(MODEL, line["to"], tag, value)
