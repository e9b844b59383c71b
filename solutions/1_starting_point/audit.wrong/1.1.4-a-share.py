# exercise: 1.1.4
# verdict: wrong
# says: is a share of 1
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(WEATHER + CALENDAR, GroupKFold(5), groups=months)
answer("1.1.4", {"weather": round(left_out / shuffled - 1, 3), "calendar": round(left_out_too / shuffled_too - 1, 3)})
