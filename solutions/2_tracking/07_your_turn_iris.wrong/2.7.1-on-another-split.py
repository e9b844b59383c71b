# exercise: 2.7.1
# verdict: wrong
# says: fitted on the flowers of split 2, is not the model
requirements = [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]
logistic = LogisticRegression(solver="newton-cholesky").fit(X_train, y_train)

mlflow.set_experiment("2.7-iris-logistic-regression")
with mlflow.start_run(run_name="logistic regression") as logistic_run:
    mlflow.log_params({"split_seed": 2, "test_size": len(X_test)} | logistic.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, logistic.predict(X_test)))
    mlflow.sklearn.log_model(logistic, name="model", signature=infer_signature(X_train, logistic.predict(X_train)), pip_requirements=requirements)
