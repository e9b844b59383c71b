# exercise: 2.3.5
# verdict: wrong
# says: That is the model's score on 2013
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(train[TARGETS], model.predict(train[FEATURES])))
mlflow.sklearn.autolog(disable=True)
