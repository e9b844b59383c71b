# exercise: 4.2.6
# verdict: wrong
# says: has no tag powerdesk
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
