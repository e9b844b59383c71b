# exercise: 3.4.6
# verdict: wrong
# says: doesn't say what judged
for name, version in (("challenger", challenger), ("too eager", too_eager)):
    why = reasons[name]
    tags = {"gate": "failed", "gate.reason": why} if why else {"gate": "passed"}
    if not why:
        tags["champion.reason"] = "A forest of 50 trees (random_state 2015) with the lowest error on the hours of 2014."
    for tag, value in tags.items():
        client.set_model_version_tag(MODEL, version.version, tag, value)
    if not why:
        client.set_registered_model_alias(MODEL, "champion", version.version)
