# exercise: 3.4.4
# verdict: wrong
# says: of 17 are wrong
def known_before(train):
    try:
        return bool(pd.Period(train.split("..")[-1]).start_time <= FIRST_HOUR)
    except (ValueError, AttributeError):
        return False


answer("3.4.4", [known_before(train) for train in RECORDS])
