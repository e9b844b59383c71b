# exercise: 3.4.4
# verdict: wrong
# says: is neither True nor False
def known_before(train):
    try:
        return bool(pd.Period(train.split("..")[-1]).end_time < FIRST_HOUR)
    except (ValueError, AttributeError):
        return False


answer("3.4.4", [train for train in RECORDS])
