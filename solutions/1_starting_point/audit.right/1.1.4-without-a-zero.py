# exercise: 1.1.4
months = hours["utc_timestamp"].dt.month.astype(str) + "-" + year.astype(str)
left_out = error_of(WEATHER, GroupKFold(5), groups=months)
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(WEATHER + CALENDAR, GroupKFold(5), groups=months)
answer("1.1.4", {"weather": round(100 * (left_out / shuffled - 1)), "calendar": round(100 * (left_out_too / shuffled_too - 1))})
