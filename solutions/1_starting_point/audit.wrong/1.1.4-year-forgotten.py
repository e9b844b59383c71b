# exercise: 1.1.4
# verdict: wrong
# says: calendar: the months' error is not
more = WEATHER + ["hour", "day_of_year"]
shuffled_too = error_of(more, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(more, GroupKFold(5), groups=months)

above = {"weather": round(100 * (left_out / shuffled - 1)), "calendar": round(100 * (left_out_too / shuffled_too - 1))}
answer("1.1.4", above)
