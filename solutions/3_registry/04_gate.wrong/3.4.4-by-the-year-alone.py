# exercise: 3.4.4
# verdict: wrong
# says: For the record '2014-13' you hand in True
def known_before(train):
    end = str(train or "").rpartition("..")[2]
    return end[:4].isdigit() and int(end[:4]) < 2015


answer("3.4.4", [known_before(train) for train in RECORDS])
