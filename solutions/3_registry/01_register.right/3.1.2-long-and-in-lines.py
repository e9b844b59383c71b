# exercise: 3.1.2
text = """Forecasts of Germany's power, one row an hour.

Solar: GW. Wind: GW, on land and at sea together."""
client.update_registered_model(MODEL, text)
client.set_model_version_tag(MODEL, version.version, "train", "2013")
digest = hashlib.sha256()
with open(desk.data, "rb") as file:
    while block := file.read(65536):
        digest.update(block)
client.set_model_version_tag(MODEL, version.version, "data_sha256", digest.hexdigest())
