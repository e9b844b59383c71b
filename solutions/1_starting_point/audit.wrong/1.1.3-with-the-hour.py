# exercise: 1.1.3
# verdict: wrong
# says: With whole months left out the error is not
with_hour = hours.assign(hour=hours["utc_timestamp"].dt.hour)
forest = RandomForestRegressor(n_estimators=5, random_state=0)
months = hours["utc_timestamp"].dt.strftime("%Y-%m")
guess = cross_val_predict(forest, with_hour[[*WEATHER, "hour"]], hours[TARGETS], cv=GroupKFold(5), groups=months)
left_out = float(np.sqrt(np.mean((guess - hours[TARGETS].to_numpy()) ** 2)))
answer("1.1.3", {"shuffled": round(shuffled, 2), "months": round(left_out, 2)})
