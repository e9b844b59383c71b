# exercise: 1.1.3
months = hours["utc_timestamp"].dt.month.astype(str) + "_" + year.astype(str)
left_out = error_of(WEATHER, GroupKFold(5), groups=months)
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
