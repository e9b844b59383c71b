# exercise: 1.1.3
MONATE = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
months = hours["utc_timestamp"].dt.month.map(lambda month: MONATE[month - 1]) + " " + year.astype(str)
left_out = error_of(WEATHER, GroupKFold(5), groups=months)
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
