# exercise: 4.2.6
# verdict: wrong
# says: The run says powerdesk = 
    mlflow.set_tag("powerdesk", version("pandas"))
    table = hours.mended(train.read(given["data"]))
    known, unseen = hours.split(table, given["judge_from"])
