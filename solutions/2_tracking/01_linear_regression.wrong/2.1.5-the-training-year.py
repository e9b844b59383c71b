# exercise: 2.1.5
# verdict: wrong
# says: and the run's model is off by another amount
error = model.predict(train[FEATURES]) - train[TARGETS]

answer("2.1.5", round(error["wind_GW"].mean(), 2))
