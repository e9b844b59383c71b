# exercise: 1.1.3
months = 12 * hours["utc_timestamp"].dt.year + hours["utc_timestamp"].dt.month

inputs, outputs = hours[WEATHER], hours[TARGETS]
guess = np.full(outputs.shape, np.nan)
for learned, asked in GroupKFold(n_splits=5).split(inputs, outputs, groups=months):
    assert not set(months.iloc[learned]) & set(months.iloc[asked])
    forest = RandomForestRegressor(n_estimators=5, random_state=0)
    forest.fit(inputs.iloc[learned], outputs.iloc[learned])
    guess[asked] = forest.predict(inputs.iloc[asked])

left_out = float(np.sqrt(((guess - outputs.to_numpy()) ** 2).mean()))
answer("1.1.3", {"shuffled": np.float32(round(shuffled, 3)), "months": np.float32(round(left_out, 3))})
