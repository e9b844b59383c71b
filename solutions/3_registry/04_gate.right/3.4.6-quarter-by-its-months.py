# exercise: 3.4.6
if reasons["challenger"]:
    client.set_model_version_tag(MODEL, challenger.version, "gate", "failed")
    client.set_model_version_tag(MODEL, challenger.version, "gate.reason", reasons["challenger"])
else:
    sentence = (
        f"Judged on January, February and March 2015, its errors are {1 - candidates['challenger'][1]['mean']:.1%} "
        f"smaller than those of version {champion.version}."
    )
    client.set_model_version_tag(MODEL, str(challenger.version), "champion.reason", sentence)
    client.set_model_version_tag(MODEL, str(challenger.version), "gate", "passed")
    client.set_registered_model_alias(MODEL, "champion", str(challenger.version))
client.set_model_version_tag(MODEL, too_eager.version, "gate.reason", gate(too_eager.tags["train"], shares(judged["too eager"])))
client.set_model_version_tag(MODEL, too_eager.version, "gate", "failed")
