# exercise: 2.3.5
# verdict: wrong
# says: autolog was still on when the cell's last line fitted something
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
