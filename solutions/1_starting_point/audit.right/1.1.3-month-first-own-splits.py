# exercise: 1.1.3
stamp = hours["utc_timestamp"]
months = stamp.dt.month.astype(str) + "/" + stamp.dt.year.astype(str)
print(months.nunique(), "months, from", months.iloc[0], "to", months.iloc[-1])

splits = list(GroupKFold(n_splits=5).split(hours[WEATHER], groups=months))
for _, unseen in splits:
    print("left out together:", *months.iloc[unseen].unique())

left_out = error_of(WEATHER, splits)
answer("1.1.3", {"months": float(f"{left_out:.2f}"), "shuffled": float(f"{shuffled:.2f}")})
