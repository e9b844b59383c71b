# exercise: 3.4.4
# verdict: wrong
# says: For the record '2013' you hand in False; it should be True
def known_before(train):
    try:
        return False
    except (ValueError, AttributeError):
        return False


answer("3.4.4", [known_before(train) for train in RECORDS])
