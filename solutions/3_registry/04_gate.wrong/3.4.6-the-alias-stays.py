# exercise: 3.4.6
# verdict: wrong
# says: The alias moves to the version that has passed
for name in ("challenger", "too eager"):
    tags = {"gate": "failed", "gate.reason": reasons[name]} if reasons[name] else {"gate": "passed"}
    if not reasons[name]:
        tags["champion.reason"] = "on the first quarter of 2015 both errors are smaller than the champion's"
    for tag, value in tags.items():
        client.set_model_version_tag(MODEL, versions[name].version, tag, value)
