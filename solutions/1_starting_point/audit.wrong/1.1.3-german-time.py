# exercise: 1.1.3
# verdict: wrong
# says: the months of German time
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(error_of(WEATHER, GroupKFold(5), groups=local.dt.strftime("%Y-%m")), 2)})
