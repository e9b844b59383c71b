# exercise: 1.1.4
# verdict: wrong
# says: lies below the months' error
shuffled_too = error_of(WEATHER + CALENDAR, KFold(5, shuffle=True, random_state=0))
left_out_too = error_of(WEATHER + CALENDAR, GroupKFold(5), groups=months)

above = {
    "weather": round(100 * (left_out - shuffled) / left_out),
    "calendar": round(100 * (left_out_too - shuffled_too) / left_out_too),
}
answer("1.1.4", above)
