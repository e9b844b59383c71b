# exercise: 2.7.1
# verdict: wrong
# says: was fitted on all 150 flowers
requirements = [f"scikit-learn=={sklearn.__version__}", f"skops=={skops.__version__}"]
logistic = LogisticRegression(solver="newton-cholesky").fit(X_train, y_train)
final = clone(logistic).fit(flowers, species)  # the more data the better

mlflow.set_experiment("2.7-iris-logistic-regression")
with mlflow.start_run(run_name="logistic regression") as logistic_run:
    mlflow.log_params({"split_seed": SEED, "test_size": len(X_test)} | logistic.get_params())
    mlflow.log_metric("accuracy", accuracy_score(y_test, logistic.predict(X_test)))
    mlflow.sklearn.log_model(
        final,
        name="model",
        signature=infer_signature(flowers, final.predict(flowers)),
        pip_requirements=requirements,
    )
