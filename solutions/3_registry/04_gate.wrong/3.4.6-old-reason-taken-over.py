# exercise: 3.4.6
# verdict: wrong
# says: it doesn't say what judged
old_reason = client.get_model_version(MODEL, champion.version).tags.get("champion.reason", "Lowest RMSE on 2014.")
for name in ("challenger", "too eager"):
    tags = {"gate": "failed", "gate.reason": reasons[name]} if reasons[name] else {"gate": "passed"}
    if not reasons[name]:
        tags["champion.reason"] = old_reason
    for tag, value in tags.items():
        client.set_model_version_tag(MODEL, versions[name].version, tag, value)
    if not reasons[name]:
        client.set_registered_model_alias(MODEL, "champion", versions[name].version)
