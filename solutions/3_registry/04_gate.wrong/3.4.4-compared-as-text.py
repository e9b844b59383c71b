# exercise: 3.4.4
# verdict: wrong
# says: For the record '2013..2015' you hand in True; it should be False
def known_before(train):
    return bool(train) and train.split("..")[-1] < "2015-01" and train[0] == "2"


answer("3.4.4", [known_before(train) for train in RECORDS])
