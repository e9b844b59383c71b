# exercise: 1.1.4
# verdict: wrong
# says: weather: the months' error is not
twelve = hours["utc_timestamp"].dt.month
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
above = [error_of(WEATHER, GroupKFold(5), groups=twelve) / shuffled, error_of(WEATHER + CALENDAR, GroupKFold(5), groups=twelve) / shuffled_too]
answer("1.1.4", {"weather": round(100 * (above[0] - 1), 1), "calendar": round(100 * (above[1] - 1), 1)})
