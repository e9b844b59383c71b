# exercise: 2.1.5
# verdict: wrong
# says: over 2013 and 2014 together
colleague = mlflow.pyfunc.load_model(logged.model_uri)
error = pd.DataFrame(colleague.predict(germany[FEATURES]), columns=TARGETS, index=germany.index) - germany[TARGETS]

answer("2.1.5", round(error["wind_GW"].mean(), 2))
