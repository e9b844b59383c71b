# exercise: 4.2.6
# verdict: wrong
# says: known and unseen are exchanged: split gives the earlier hours first
    mlflow.set_tag("powerdesk", version("powerdesk"))
    table = hours.mended(train.read(given["data"]))
    unseen, known = hours.split(table, given["judge_from"])
