# exercise: 1.1.4
# verdict: wrong
# says: is a ratio
with_calendar = WEATHER + CALENDAR
shuffled_too = error_of(with_calendar, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(with_calendar, GroupKFold(5), groups=months)
answer("1.1.4", {"weather": round(left_out / shuffled, 2), "calendar": round(left_out_too / shuffled_too, 2)})
