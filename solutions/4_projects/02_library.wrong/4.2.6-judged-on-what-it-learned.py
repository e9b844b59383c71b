# exercise: 4.2.6
# verdict: wrong
# says: These are the errors on the hours that it learned from
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
    unseen = known
