# exercise: 1.1.4
# verdict: wrong
# says: the same labels of the months for both percentages
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(WEATHER + CALENDAR, GroupKFold(5), groups=hours["utc_timestamp"].dt.strftime("%b %Y"))
answer("1.1.4", {"weather": round(100 * (left_out / shuffled - 1)), "calendar": round(100 * (left_out_too / shuffled_too - 1))})
