# exercise: 2.3.5
# verdict: wrong
# says: wasn't fitted on the hours of 2013
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(germany[FEATURES], germany[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.sklearn.autolog(disable=True)
