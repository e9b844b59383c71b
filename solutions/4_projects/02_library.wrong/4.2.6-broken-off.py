# exercise: 4.2.6
# verdict: wrong
# says: status FAILED
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.splitted(table, given["judge_from"])
