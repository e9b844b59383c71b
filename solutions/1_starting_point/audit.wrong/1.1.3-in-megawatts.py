# exercise: 1.1.3
# verdict: wrong
# says: With the hours shuffled the forest's error is not
left_out = error_of(WEATHER, GroupKFold(5), groups=hours["utc_timestamp"].dt.strftime("%Y-%m"))
answer("1.1.3", {"shuffled": round(1000 * shuffled), "months": round(1000 * left_out)})
