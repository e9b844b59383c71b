# exercise: 1.1.3
# verdict: wrong
# says: when you leave out whole days
days = hours["utc_timestamp"].dt.strftime("%Y-%m-%d")
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(error_of(WEATHER, GroupKFold(5), groups=days), 2)})
