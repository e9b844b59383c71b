# exercise: 1.1.3
# verdict: wrong
# says: the forest's error is not
better = RandomForestRegressor(n_estimators=5, max_depth=10, random_state=0)
guess = cross_val_predict(better, hours[WEATHER], hours[TARGETS], cv=KFold(5, shuffle=True, random_state=0))
shuffled = float(np.sqrt(np.mean((guess - hours[TARGETS].to_numpy()) ** 2)))
left_out = error_of(WEATHER, GroupKFold(5), groups=hours["utc_timestamp"].dt.strftime("%Y-%m"))
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
