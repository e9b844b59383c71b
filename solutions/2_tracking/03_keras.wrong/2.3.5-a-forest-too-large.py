# exercise: 2.3.5
# verdict: wrong
# says: it should be from 1 to 200
candidates["random forest"].max_depth = 1
candidates["random forest"].max_samples = 2
candidates["random forest"].n_estimators = 300
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.sklearn.autolog(disable=True)
