# exercise: 4.1.5
NAMES = {"--data": "data", "--alpha": "alpha", "--judge-from": "judge_from"}


def refuse(reason):
    mlflow.set_tag("refused", reason)
    print(reason, file=sys.stderr)
    raise SystemExit(2)


def read(texts):
    found = {"alpha": "1.0", "judge_from": "2015-04-01"}
    rest = [part for text in texts for part in (text.split("=", 1) if text.startswith("--") else [text])]
    while rest:
        name, *rest = rest
        if name not in NAMES:
            refuse(f"there is no parameter {name}")
        if not rest:
            refuse(f"{name} has no value")
        found[NAMES[name]], *rest = rest
    if "data" not in found:
        refuse("data is missing")
    try:
        found["alpha"] = float(found["alpha"])
    except ValueError:
        refuse(f"alpha is no number: {found['alpha']}")
    if math.isnan(found["alpha"]) or math.isinf(found["alpha"]) or found["alpha"] < 0:
        refuse(f"alpha can't be {found['alpha']}")
    try:
        date.fromisoformat(found["judge_from"])
    except ValueError:
        refuse(f"judge_from is no day: {found['judge_from']}")
    return found
