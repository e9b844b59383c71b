# exercise: 3.4.4
# verdict: wrong
# says: What counts is its end, 2015-03
def known_before(train):
    try:
        return bool(pd.Period(train.split("..")[0]).start_time < FIRST_HOUR)
    except (ValueError, AttributeError):
        return False


answer("3.4.4", [known_before(train) for train in RECORDS])
