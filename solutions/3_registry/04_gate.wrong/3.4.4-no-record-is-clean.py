# exercise: 3.4.4
# verdict: wrong
# says: nobody knows what the model has seen
def known_before(train):
    try:
        return bool(pd.Period(train.split("..")[-1]).end_time < FIRST_HOUR)
    except (ValueError, AttributeError):
        return True


answer("3.4.4", [known_before(train) for train in RECORDS])
