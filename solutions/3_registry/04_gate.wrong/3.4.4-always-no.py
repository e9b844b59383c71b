# exercise: 3.4.4
# verdict: wrong
# says: the record '2013' is not clean
def known_before(train):
    try:
        return False
    except (ValueError, AttributeError):
        return False


answer("3.4.4", [known_before(train) for train in RECORDS])
