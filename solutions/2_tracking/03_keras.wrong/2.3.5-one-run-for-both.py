# exercise: 2.3.5
# verdict: wrong
# says: The run linear regression holds a RandomForestRegressor
mlflow.sklearn.autolog(**quiet)
with mlflow.start_run(run_name="linear regression"):
    model = candidates["linear regression"].fit(train[FEATURES], train[TARGETS])
    mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
    candidates["random forest"].fit(train[FEATURES], train[TARGETS])
mlflow.sklearn.autolog(disable=True)
