# exercise: 1.1.3
# verdict: wrong
# says: hand in two
left_out = error_of(WEATHER, GroupKFold(5), groups=hours["utc_timestamp"].dt.strftime("%Y-%m"))
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 1)})
