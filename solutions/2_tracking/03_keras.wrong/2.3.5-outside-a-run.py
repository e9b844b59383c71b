# exercise: 2.3.5
# verdict: wrong
# says: autolog has opened a run of its own
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    model.fit(train[FEATURES], train[TARGETS])
mlflow.sklearn.autolog(disable=True)
