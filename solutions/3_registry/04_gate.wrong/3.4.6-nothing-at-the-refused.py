# exercise: 3.4.6
# verdict: wrong
# says: It was refused
for name in ["challenger"]:
    tags = {"gate": "failed", "gate.reason": reasons[name]} if reasons[name] else {"gate": "passed"}
    if not reasons[name]:
        tags["champion.reason"] = "on the first quarter of 2015 both errors are smaller than the champion's"
    for tag, value in tags.items():
        client.set_model_version_tag(MODEL, versions[name].version, tag, value)
    if not reasons[name]:
        client.set_registered_model_alias(MODEL, "champion", versions[name].version)
