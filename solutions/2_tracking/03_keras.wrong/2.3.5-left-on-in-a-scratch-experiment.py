# exercise: 2.3.5
# verdict: wrong
# says: autolog has opened one of its own
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.set_experiment("scratch")  # whatever comes now isn't for the desk
