# exercise: 1.1.4
# verdict: wrong
# says: The two numbers have changed places
with_calendar = WEATHER + CALENDAR
shuffled_too = error_of(with_calendar, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(with_calendar, GroupKFold(5), groups=months)
above = [round(100 * (left_out / shuffled - 1)), round(100 * (left_out_too / shuffled_too - 1))]
answer("1.1.4", {"weather": above[1], "calendar": above[0]})
