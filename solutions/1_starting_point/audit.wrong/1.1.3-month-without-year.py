# exercise: 1.1.3
# verdict: wrong
# says: January 2013 together with January 2014
months = hours["utc_timestamp"].dt.month
left_out = error_of(WEATHER, GroupKFold(5), groups=months)

answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
