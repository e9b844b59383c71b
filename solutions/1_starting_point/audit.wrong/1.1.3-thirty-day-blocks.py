# exercise: 1.1.3
# verdict: wrong
# says: the error is not 1.84 GW
days = (hours["utc_timestamp"] - hours["utc_timestamp"].min()).dt.days
months = days // 30
left_out = error_of(WEATHER, GroupKFold(5), groups=months)

answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
