# exercise: 3.4.4
# verdict: wrong
# says: For the record '2016' you hand in True; it should be False. 3 of 17 are wrong
def known_before(train):
    """Whether a model with this record learned from nothing but hours before FIRST_HOUR."""
    return bool(train) and train[0].isdigit() and train[-1].isdigit() and "2015" not in train


answer("3.4.4", [known_before(train) for train in RECORDS])
