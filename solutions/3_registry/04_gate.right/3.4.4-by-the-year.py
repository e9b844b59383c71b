# exercise: 3.4.4
def known_before(train):
    end = str(train or "").rpartition("..")[2]
    return end[:4].isdigit() and int(end[:4]) < 2015


answer("3.4.4", [known_before(train) for train in RECORDS])
