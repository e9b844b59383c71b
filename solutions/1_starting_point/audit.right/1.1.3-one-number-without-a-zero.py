# exercise: 1.1.3
months = (year.astype(str) + hours["utc_timestamp"].dt.month.astype(str)).astype(int)
left_out = error_of(WEATHER, GroupKFold(5), groups=months)
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
