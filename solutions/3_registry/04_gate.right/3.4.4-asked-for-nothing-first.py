# exercise: 3.4.4
def known_before(train):
    if not train:
        return False
    last = train.split("..")[-1]
    try:
        return pd.Period(last).end_time.to_pydatetime() < FIRST_HOUR.to_pydatetime()
    except Exception:
        return False


answer("3.4.4", [known_before(train) for train in RECORDS])
