# exercise: 1.1.4
# verdict: wrong
# says: lies below the months' error
with_calendar = WEATHER + CALENDAR
shuffled_too = error_of(with_calendar, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(with_calendar, GroupKFold(5), groups=months)
below = [round(100 * (1 - shuffled / left_out)), round(100 * (1 - shuffled_too / left_out_too))]
answer("1.1.4", {"weather": below[0], "calendar": below[1]})
