# exercise: 2.3.5
# verdict: wrong
# says: was fitted without a random_state
mlflow.sklearn.autolog(disable=True)
candidates["random forest"].random_state = None
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.sklearn.autolog(disable=True)
