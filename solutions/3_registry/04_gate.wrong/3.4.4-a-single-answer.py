# exercise: 3.4.4
# verdict: wrong
# says: isn't an answer for each of the 17 records
def known_before(train):
    try:
        return bool(pd.Period(train.split("..")[-1]).end_time < FIRST_HOUR)
    except (ValueError, AttributeError):
        return False


answer("3.4.4", known_before("2013"))
