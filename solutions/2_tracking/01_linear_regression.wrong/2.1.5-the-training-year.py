# exercise: 2.1.5
# verdict: wrong
# says: but the mean error of the run's model is another number
error = model.predict(train[FEATURES]) - train[TARGETS]

answer("2.1.5", round(error["wind_GW"].mean(), 2))
