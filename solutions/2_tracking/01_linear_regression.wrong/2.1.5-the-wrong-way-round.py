# exercise: 2.1.5
# verdict: wrong
# says: has the right size and the wrong sign
colleague = mlflow.pyfunc.load_model(logged.model_uri)
error = test[TARGETS] - colleague.predict(test[FEATURES])

answer("2.1.5", round(error["wind_GW"].mean(), 2))
