# exercise: 1.1.4
# verdict: wrong
# says: with all three columns of CALENDAR
calendar = WEATHER + ["hour", "day_of_year"]
shuffled_too = error_of(calendar, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(calendar, GroupKFold(5), groups=months)

above = {"weather": round(100 * (left_out / shuffled - 1)), "calendar": round(100 * (left_out_too / shuffled_too - 1))}
answer("1.1.4", above)
