# exercise: 1.1.3
# verdict: wrong
# says: That is the error with KFold
months = hours["utc_timestamp"].dt.strftime("%Y-%m")
left_out = error_of(WEATHER, KFold(5), groups=months)

answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
