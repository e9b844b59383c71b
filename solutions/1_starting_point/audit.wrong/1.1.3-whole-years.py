# exercise: 1.1.3
# verdict: wrong
# says: when you leave out whole years
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(error_of(WEATHER, GroupKFold(2), groups=year), 2)})
