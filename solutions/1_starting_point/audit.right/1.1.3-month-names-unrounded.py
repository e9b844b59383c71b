# exercise: 1.1.3
months = hours["utc_timestamp"].dt.month_name() + " " + year.astype(str)
print(months.nunique(), "months")
left_out = error_of(WEATHER, GroupKFold(n_splits=5), groups=months)
print(f"months left out: off by {left_out:.3f} GW")

answer("1.1.3", {"months": left_out, "shuffled": shuffled})
