# exercise: 4.2.6
# verdict: wrong
# says: hours.mended(train.read(...)) comes before the split
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = train.read(given["data"])
    known, unseen = hours.split(table, given["judge_from"])
