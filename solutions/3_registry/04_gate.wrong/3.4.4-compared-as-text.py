# exercise: 3.4.4
# verdict: wrong
# says: the record '2013..2015' is clean
def known_before(train):
    return bool(train) and train.split("..")[-1] < "2015-01" and train[0] == "2"


answer("3.4.4", [known_before(train) for train in RECORDS])
