# exercise: 1.1.4
# verdict: wrong
# says: weather: the months' error is not
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(WEATHER + CALENDAR, GroupKFold(5), groups=months)
shuffled_with_hour = error_of([*WEATHER, "hour"], KFold(5, shuffle=True, random_state=0))
left_out_with_hour = error_of([*WEATHER, "hour"], GroupKFold(5), groups=months)
above = [round(100 * (left_out_with_hour / shuffled_with_hour - 1)), round(100 * (left_out_too / shuffled_too - 1))]
answer("1.1.4", {"weather": above[0], "calendar": above[1]})
