# exercise: 2.3.5
# verdict: wrong
# says: autolog doesn't know the year 2014
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
mlflow.sklearn.autolog(disable=True)
