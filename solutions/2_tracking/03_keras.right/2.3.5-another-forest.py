# exercise: 2.3.5
candidates["random forest"] = RandomForestRegressor(n_estimators=30, min_samples_leaf=3, max_features=2, random_state=1, n_jobs=2)
mlflow.sklearn.autolog(**quiet)
for name, model in candidates.items():
    with mlflow.start_run(run_name=name):
        model.fit(train[FEATURES], train[TARGETS])
        mlflow.log_metrics(scores(test[TARGETS], model.predict(test[FEATURES])))
mlflow.sklearn.autolog(disable=True)
